problem-certificates-changed-meanwhile = Meanwhile the request was changed, maybe in another window. Reload the page: it shows the request as it is now.
