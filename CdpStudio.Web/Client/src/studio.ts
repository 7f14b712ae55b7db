// The part of the shell that must feel local. It is loaded once, as a module, by every page; C# reaches it through ClientModule
// alone, and nothing hangs on window.
import { startCopying } from "./copy";
import { startDialogs } from "./dialogs";
import { startDownloads } from "./download";
import { startFocus } from "./focus";
import { startInserts } from "./inserts";
import { startKeys } from "./keys";
import { startLimits } from "./limits";
import { startLongTexts } from "./text/fields";
import { startMenus } from "./menus";
import { startNavigation } from "./navigation";
import { startPalette } from "./palette";
import { startReconnect } from "./reconnect";
import { startRows } from "./rows";
import { startRules } from "./rules";
import { startTheme } from "./theme";
import { startUploads } from "./upload";

export { showDialog } from "./dialogs";
export { focusFirstError, focusHeading } from "./focus";
export { openLongText, showLongText } from "./text/fields";
export { isNarrow } from "./viewport";

startTheme();
startNavigation();
startMenus();
startDialogs();
startCopying();
startPalette();
startKeys();
startFocus();
startRows();
startRules();
startUploads();
startDownloads();
startInserts();
startReconnect();
startLimits();
startLongTexts();
