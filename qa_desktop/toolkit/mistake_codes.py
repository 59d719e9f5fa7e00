"""Names the kinds of mistakes in a tool, so that a program tells them apart without reading sentences."""

from __future__ import annotations

from enum import Enum
from typing import Self

from typing_extensions import override


class Code(Enum):
    """The kinds that somebody may tell in words of their own; a kind keeps its name for ever."""

    MISSING_KEY = "missing_key"
    UNKNOWN_KEY = "unknown_key"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_SMALL = "too_small"
    LIST_TOO_SHORT = "list_too_short"
    NO_IDENTITY = "no_identity"
    UNKNOWN_WORD = "unknown_word"
    READ_AS_TRUTH = "read_as_truth"
    CONTROL_CHARACTER = "control_character"
    NO_COLOUR = "no_colour"
    NO_DAY = "no_day"
    NO_WHOLE_NUMBER = "no_whole_number"
    NO_NUMBER = "no_number"
    STANDS_TWICE = "stands_twice"
    CONDITION_WITHOUT_QUESTION = "condition_without_question"
    CONDITION_UNDECIDED = "condition_undecided"
    NOT_ONE_ANSWER = "not_one_answer"
    NO_LIST_OF_ANSWERS = "no_list_of_answers"
    NO_SUCH_QUESTION = "no_such_question"
    NOT_IN_SECTION = "not_in_section"
    NO_SUCH_ANSWER = "no_such_answer"
    REFUSED_ANSWER = "refused_answer"
    ANSWER_DOES_NOT_FIT = "answer_does_not_fit"
    NOT_IN_ORDER = "not_in_order"
    COMPARED_WITH_NO_NUMBER = "compared_with_no_number"
    COMPARED_WITH_NO_DATE = "compared_with_no_date"
    NEVER_FULFILLED = "never_fulfilled"
    CIRCLE = "circle"
    QUESTION_IS_NO_DATE = "question_is_no_date"
    QUESTION_IS_NO_NUMBER = "question_is_no_number"
    GRADED_OTHERWISE = "graded_otherwise"
    INPUT_MISSING = "input_missing"
    SCALE_MISSING = "scale_missing"
    SCALE_DOES_NOT_FIT = "scale_does_not_fit"
    NO_SUCH_SCALE = "no_such_scale"
    CHOICES_MISSING = "choices_missing"
    CHOICES_DO_NOT_FIT = "choices_do_not_fit"
    FORMULA_MISSING = "formula_missing"
    FORMULA_DOES_NOT_FIT = "formula_does_not_fit"
    CHECKLIST_WITHOUT_POINTS = "checklist_without_points"
    LEAST_ABOVE_MOST = "least_above_most"
    WORDS_OF_NO_TEXT = "words_of_no_text"
    LIMITS_OF_NO_NUMBER = "limits_of_no_number"
    NO_PERCENTAGE = "no_percentage"
    STEP_TOO_SMALL = "step_too_small"
    ONE_PARTY_BESIDE_ITSELF = "one_party_beside_itself"
    PARTIES_IN_HEADER = "parties_in_header"
    CONCERN_OF_NO_YES = "concern_of_no_yes"
    NO_SUCH_STAGE = "no_such_stage"
    STAGE_NEVER_OPENS = "stage_never_opens"
    NOTHING_TO_HAVE_READ = "nothing_to_have_read"
    NO_SINGLE_JUDGEMENT = "no_single_judgement"
    MATRIX_WITHOUT_GRADE = "matrix_without_grade"
    MATRIX_OF_TWO_SCALES = "matrix_of_two_scales"
    TABLE_WITHOUT_ROWS = "table_without_rows"
    TABLE_TOO_WIDE = "table_too_wide"
    CHECKLIST_IN_TABLE = "checklist_in_table"
    BESIDE_IN_HEADER = "beside_in_header"
    BESIDE_NOTHING = "beside_nothing"
    BESIDE_PARTIES = "beside_parties"
    BESIDE_IN_TABLE = "beside_in_table"
    COLUMN_CANNOT = "column_cannot"
    ROWS_WITHOUT_ORDER = "rows_without_order"
    LINK_OF_NO_AUDIT = "link_of_no_audit"
    LINK_OF_SEVERAL = "link_of_several"
    TAKEN_UNDECIDED = "taken_undecided"
    CANNOT_BE_TAKEN = "cannot_be_taken"
    ASKS_FOR_NO_AUDIT = "asks_for_no_audit"
    ASKED_SEVERAL_TIMES = "asked_several_times"
    WEIGHTS_DO_NOT_ADD_UP = "weights_do_not_add_up"
    WEIGHT_MISSING = "weight_missing"
    WEIGHT_WITHOUT_USE = "weight_without_use"
    POINT_WITHOUT_VALUE = "point_without_value"
    BANDS_WITHOUT_USE = "bands_without_use"
    GAP_BETWEEN_BANDS = "gap_between_bands"
    BANDS_OVERLAP = "bands_overlap"
    PERCENTAGES_AND_SUMS = "percentages_and_sums"
    COLUMN_MISSING = "column_missing"
    PROMPTS_MISSING = "prompts_missing"
    NOBODY_SEALS = "nobody_seals"
    SEVERAL_SEAL = "several_seal"
    SEALING_IS_OPTIONAL = "sealing_is_optional"
    SEALING_DEPENDS = "sealing_depends"
    NO_PLACEHOLDER = "no_placeholder"
    LONE_BRACE = "lone_brace"
    GRADE_OF_ITS_OWN = "grade_of_its_own"
    NO_OVERALL_GRADE = "no_overall_grade"
    NO_OVERALL_JUDGEMENT = "no_overall_judgement"
    AUDIT_TYPE_MISSING = "audit_type_missing"
    NOT_TRANSLATABLE = "not_translatable"

    def says(self, text: str, *names: object) -> Said:
        """Return a message of this kind, with the names in it that other words would need."""
        return Said(text, self, names)


class Said(str):  # noqa: SLOT000 - a message is a text everywhere, and a few of them live at once
    """What is wrong and what would be right, with the kind of mistake and the names that the text holds."""

    code: Code
    names: tuple[str, ...]

    def __new__(cls, text: str, code: Code, names: tuple[object, ...] = ()) -> Self:
        """Return the text with its kind."""
        made = super().__new__(cls, text)
        made.code = code
        made.names = tuple(str(one) for one in names)
        return made

    @override
    def __reduce__(self) -> tuple[type[Said], tuple[str, Code, tuple[str, ...]]]:
        return Said, (str(self), self.code, self.names)


def code_of(message: str) -> str:
    """Return the name of a message's kind; empty where nobody tells it in other words."""
    return message.code.value if isinstance(message, Said) else ""
