"""XLSForm in and out: forms that an authority keeps as a spreadsheet become audit tools, and the other way round."""
