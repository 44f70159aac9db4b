// Before the page is drawn: tells the style sheet that scripts run, as govuk-frontend expects. Without it every page works plainly.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
