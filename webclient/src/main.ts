document.title = "Inkroom";
