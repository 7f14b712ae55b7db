import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";
import { address, client, company, done, key, order, traits, viewed } from "./shopper.js";

// What its own service answers when it is asked for a source's settings.
const settings = {
  source: {
    id: "shop",
    name: "Shop",
    writeKey: key,
    enabled: true,
    workspaceId: "w",
    updatedAt: "2025-01-01T00:00:00Z",
    config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
    connections: [],
    destinations: [],
  },
};

async function shop() {
  const analytics = new RudderAnalytics();
  const queueOptions = { minRetryDelay: 500, maxRetryDelay: 2_000 };
  if (client === "rudder-browser-batch") queueOptions.batch = { enabled: true, maxItems: 20, flushInterval: 500 };
  await new Promise((resolve) => {
    analytics.load(key, address, {
      logLevel: "ERROR",
      integrations: { All: false },
      getSourceConfig: () => settings,
      queueOptions,
      useBeacon: client === "rudder-browser-beacon",
      beaconQueueOptions: { maxItems: 20, flushQueueInterval: 500 },
      onLoaded: resolve,
    });
  });

  analytics.setAnonymousId("anon-1");
  analytics.page("Store", "Home", { campaign_test: true });
  analytics.track("Product Viewed", viewed);
  analytics.identify("u-1001", traits);
  analytics.track("Order Completed", order);
  analytics.group("acme", company);
  analytics.alias("u-1001-new", "u-1001");
}

done(shop());
