"""Administrative papers as .docx and .pdf, in and out: knows paragraphs and pages, not communes."""
