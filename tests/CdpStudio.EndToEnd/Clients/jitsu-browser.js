import { jitsuAnalytics } from "@jitsu/js";
import { address, company, done, key, order, traits, viewed } from "./shopper.js";

async function shop() {
  const analytics = jitsuAnalytics({ host: address, writeKey: `${key}:secret` });

  await analytics.setAnonymousId("anon-1");
  await analytics.page("Home", { name: "Home", category: "Store", campaign_test: true });
  await analytics.track("Product Viewed", viewed);
  await analytics.identify("u-1001", traits);
  await analytics.track("Order Completed", order);
  await analytics.group("acme", company);
}

done(shop());
