problem-documents-busy = We are preparing many documents right now. Nothing was lost: try again in a minute.
problem-documents-unavailable = We could not prepare the document. Nothing was lost: try again in a few minutes; if it happens again, write to the help desk.
problem-file-unreadable = We cannot show this file. The original is kept as it is.

fault-not-a-pdf = The file is not a PDF. Save or export it as PDF and upload it again.
fault-not-a-picture = The file is not a JPEG or PNG picture. Save it in one of these formats and upload it again.
fault-encrypted = The PDF is protected by a password. Remove the protection and upload it again.
fault-active-content = The PDF contains programs, attachments or automatic commands. Print it to a new PDF (“Print to file”) and upload the result.
fault-damaged = The file is incomplete or broken. Open it to check it, save it again and upload it.
fault-too-many-pages = The PDF has more than { $max } pages. Upload only the pages that are asked for.
fault-too-large-picture = The picture is too large: at most { $max } pixels on each side. Make it smaller and upload it again.
