; The Windows set-up: one copy for everybody on the machine, silent with /S, removed without touching data.
;   makensis -DVERSION=1.2.3 -DBUNDLE=dist\qa-desktop -DLICENCES=dist\licences -DOUTPUT=dist\setup.exe qa-desktop.nsi
; Ends with 0 when done, 1 when the person gave up, 2 when it could not go on (the program is open).

Unicode true
SetCompressor /SOLID lzma
RequestExecutionLevel admin

!include "MUI2.nsh"
!include "x64.nsh"

!define NAME "QA Desktop"
!define ICON "..\..\resources\icons\qa-desktop.ico"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\QADesktop"

Name "${NAME} ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\${NAME}"
BrandingText "${NAME}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} set-up"
VIAddVersionKey "LegalCopyright" "All rights reserved"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Windows lets nobody write to a running program (but does let it be renamed): try before anything is changed.
!macro StopIfOpen FILE
  ${If} ${FileExists} "$INSTDIR\${FILE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${FILE}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "${NAME} is open. Close it, then start again." /SD IDOK
      SetErrorLevel 2
      Abort
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

; Only what set-up laid down, by name: never the whole folder, which somebody may have chosen badly.
!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\qa-desktop.exe"
  Delete "$INSTDIR\${NAME}.exe"
!macroend

!macro UseThe64BitMachine
  SetShellVarContext all
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "${NAME} needs 64-bit Windows." /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
  SetRegView 64
!macroend

Function .onInit
  !insertmacro UseThe64BitMachine
FunctionEnd

Function un.onInit
  !insertmacro UseThe64BitMachine
FunctionEnd

Section "Install"
  !insertmacro StopIfOpen "${NAME}.exe"
  !insertmacro StopIfOpen "qa-desktop.exe"
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}\*"
  SetOutPath "$INSTDIR\licences"
  File /r "${LICENCES}\*"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${NAME}.exe"

  WriteRegStr HKLM "${ENTRY}" "DisplayName" "${NAME}"
  WriteRegStr HKLM "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${ENTRY}" "DisplayIcon" "$INSTDIR\${NAME}.exe"
  WriteRegStr HKLM "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKLM "${ENTRY}" "NoRepair" 1
SectionEnd

; Audits, keys and settings are in each person's own folder and credential store: they stay.
Section "Uninstall"
  !insertmacro StopIfOpen "${NAME}.exe"
  !insertmacro StopIfOpen "qa-desktop.exe"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKLM "${ENTRY}"
SectionEnd
