import { AnalyticsBrowser } from "@segment/analytics-next";
import { address, client, company, done, key, order, traits, viewed } from "./shopper.js";

async function shop() {
  const { host, protocol } = new URL(address);
  const integration = { apiHost: `${host}/v1`, protocol: protocol.replace(":", "") };
  if (client === "segment-browser-batching") integration.deliveryStrategy = { strategy: "batching", config: { size: 20, timeout: 500 } };
  const analytics = AnalyticsBrowser.load({ writeKey: key, cdnURL: address }, { integrations: { "Segment.io": integration } });

  await analytics.setAnonymousId("anon-1");
  await analytics.page("Store", "Home", { campaign_test: true });
  await analytics.track("Product Viewed", viewed);
  await analytics.identify("u-1001", traits);
  await analytics.track("Order Completed", order);
  await analytics.group("acme", company);
  await analytics.screen("Checkout", { step: 3 });
  await analytics.alias("u-1001-new", "u-1001");
}

done(shop());
