import assert from "node:assert/strict";
import { test } from "node:test";
import { openLongText, showLongText } from "../../src/text/fields";

// The form around a field may be another one by the time the server's call arrives: throwing would end its page.
test("a field that left the page before it was opened is passed over", () => {
  assert.equal(openLongText(null, "/ui/long-texts/1", "html"), undefined);
  assert.equal(showLongText(null, "Hello"), undefined);
});
