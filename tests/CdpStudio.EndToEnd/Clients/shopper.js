// What a shopper does on a page, by the calls that the browser clients have in common.
export const traits = {
  email: "zoe.mueller@example.com",
  firstName: "Zoë",
  lastName: "Müller-Ōe",
  plan: "premium",
  age: 35,
  vip: true,
  address: { city: "Köln", country: "DE" },
};

export const viewed = { product_id: "507f1f77bcf86cd799439011", sku: "G-32", category: "Games", name: "Monopoly: 3rd Edition", price: 18.99, currency: "USD", quantity: 1 };

export const order = {
  order_id: "50314b8e9bcf000000000000",
  total: 47.97,
  revenue: 42.98,
  currency: "USD",
  products: [
    { product_id: "507f1f77bcf86cd799439011", quantity: 2, price: 18.99 },
    { product_id: "505bd76785ebb509fc183733", quantity: 1, price: 5.0 },
  ],
};

export const company = { name: "Acme GmbH", employees: 329 };

/** Where the page sends to: its address says so. */
export const { client, address, key } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

/** Tells the story that all calls were made, or what failed. */
export function done(promise) {
  promise.then(
    () => (document.title = "done"),
    (error) => (document.title = `failed: ${error?.stack ?? error}`),
  );
}
