document.currentScript.previousElementSibling.open = false;
