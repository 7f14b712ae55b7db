// Runs one published server client, as a program on a customer's machine would: node server.mjs CLIENT ADDRESS WRITE_KEY SCENARIO.
// Makes every call of the scenario, waits until the client says that all is delivered, and writes what failed as a line of JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const [client, address, writeKey, scenario] = process.argv.slice(2);
const { calls } = JSON.parse(readFileSync(scenario, "utf8"));
const failed = [];
const skipped = [];

const told = (error) => {
  if (error) failed.push(String(error?.message ?? error));
};

// With dates in place of their texts, as these clients' callers give them.
const withDate = ({ n, type, timestamp, ...call }) => ({ ...call, timestamp: new Date(timestamp) });

const clients = {
  async "segment-node"() {
    const { Analytics } = await import("@segment/analytics-node");
    const analytics = new Analytics({ writeKey, host: address, maxRetries: 3 });
    analytics.on("error", (error) => told(error.reason ?? error));
    for (const call of calls) analytics[call.type](withDate(call));
    await analytics.closeAndFlush({ timeout: 20_000 });
  },

  async "analytics-node"() {
    const Analytics = require("analytics-node");
    const analytics = new Analytics(writeKey, { host: address, errorHandler: told });
    for (const call of calls) analytics[call.type](withDate(call));
    // It sends its first call at once, in a request of its own.
    await analytics.flush();
    await new Promise((resolve) => analytics.flush(resolve));
  },

  async "rudder-node"() {
    const Analytics = require("@rudderstack/rudder-sdk-node");
    const analytics = new Analytics(writeKey, { dataPlaneUrl: address, errorHandler: told, logLevel: "error" });
    const delivered = calls.map((call) => new Promise((resolve) => analytics[call.type](withDate(call), (error) => resolve(told(error)))));
    await analytics.flush();
    await Promise.all(delivered);
  },

  async "jitsu-node"() {
    const { jitsuAnalytics } = require("@jitsu/js");
    const analytics = jitsuAnalytics({ host: address, writeKey: `${writeKey}:secret`, s2s: true, runtime: undefined });
    for (const call of calls) {
      // It has neither of the two.
      if (call.type === "screen" || call.type === "alias") {
        skipped.push(call.n);
        continue;
      }
      const { n, type, event, name, userId, groupId, traits, properties, anonymousId, ...rest } = call;
      await analytics.setAnonymousId(anonymousId ?? "");
      const options = { ...rest, anonymousId, userId };
      if (type === "track") await analytics.track(event, { ...properties, ...options }, options);
      if (type === "page") await analytics.page(name, { ...properties, ...options });
      if (type === "identify") await analytics.identify(userId, traits, options);
      if (type === "group") await analytics.group(groupId, traits, options);
    }
  },
};

await clients[client]();
console.log(JSON.stringify({ client, failed, skipped }));
process.exit(0);
