problem-documents-busy = We are preparing many documents right now. Nothing was lost: try again in a minute.
problem-documents-unavailable = We could not prepare the document. Nothing was lost: try again in a few minutes; if it happens again, write to the help desk.
problem-file-unreadable = We cannot show this file. The original is kept as it is.

fault-not-a-picture = The file is not a JPEG or PNG picture. Save it in one of these formats and upload it again.
