using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>Paths that lead through a reference into an object.</summary>
internal static class ReferenceCases
{
    public static IEnumerable<AudienceCase> All =>
    [
        Where("by the type's name", """{"property":"product.brand","op":"eq","value":"acme"}""", "ann", Shop().Bought("ann", "a").Bought("bob", "b").Bought("cem", "x")),
        Where("by the property's name", """{"property":"product_id.brand","op":"eq","value":"acme"}""", "ann", Shop().Bought("ann", "a").Bought("bob", "b")),
        Where("names and keys without case", """{"property":"PRODUCT.Brand","op":"exists"}""", "ann bob", Shop().Bought("ann", "A").Bought("bob", "B").Bought("cem", "x")),
        Where("an unknown key is missing", """{"property":"product.brand","op":"missing"}""", "cem dan", Shop().Bought("ann", "a").Bought("cem", "x").Did("dan", "Ordered", "2026-02-01T00:00:00Z")),
        Where("deeper paths", """{"property":"product.made.in","op":"eq","value":"bonn"}""", "bob", Shop().Bought("ann", "a").Bought("bob", "b")),
        Where("numbers of an object", """{"property":"product.price","op":"gt","value":5}""", "bob", Shop().Bought("ann", "a").Bought("bob", "b")),
        Where("a list of an object", """{"property":"product.sizes","op":"hasAny","value":["m"]}""", "ann", Shop().Bought("ann", "a").Bought("bob", "b")),
        Where("a date of an object", """{"property":"product.since","op":"before","value":"2020-01-01"}""", "ann", Shop().Bought("ann", "a").Bought("bob", "b")),
        Where("a key that is a number", """{"property":"product.brand","op":"eq","value":"Five"}""", "ann bob", Shop()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z", """{"product_id":5}""").Bought("bob", "5").Bought("cem", "5.0")),
        Where("a list of keys gives the list of what was found", """{"property":"product.brand","op":"hasAll","value":["acme","blu"]}""", "ann", Shop()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z", """{"product_id":["a","x","b"]}""").Bought("bob", "b")),
        Where("keys within a list", """{"property":"store.city","op":"hasAny","value":["ulm"]}""", "ann", Shop()
            .Refers("ordered", "stops.store", "store").Object("store", "1", """{"city":"Ulm"}""")
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z", """{"stops":[{"store":1},{"store":2}]}""").Did("bob", "Ordered", "2026-02-01T00:00:00Z", """{"stops":[{"store":2}]}""")),
        Where("of two properties each by its own name", """{"property":"gift_id.brand","op":"eq","value":"blu"}""", "ann", Shop().Refers("Ordered", "gift_id", "product")
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z", """{"product_id":"a","gift_id":"b"}""").Did("bob", "Ordered", "2026-02-01T00:00:00Z", """{"product_id":"b","gift_id":"a"}""")),
        Where("the reference wins over a path of the event", """{"property":"product.brand","op":"eq","value":"acme"}""", "ann", Shop()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z", """{"product_id":"a","product":{"brand":"blu"}}""").Did("bob", "Ordered", "2026-02-01T00:00:00Z", """{"product":{"brand":"acme"}}""")),
        new("reference, of one event alone: elsewhere it is a path", """{"event":"*","where":[{"property":"product.brand","op":"eq","value":"acme"}]}""", "ann bob", Shop().Bought("ann", "a")
            .Did("bob", "Returned", "2026-02-01T00:00:00Z", """{"product":{"brand":"Acme"}}""").Did("cem", "Returned", "2026-02-01T00:00:00Z", """{"product_id":"a"}""")),
        new("reference, in a sum", """{"event":"Ordered","measure":"sum","of":"product.price","op":"gte","value":7.5}""", "ann", Shop().Bought("ann", "a").Bought("ann", "a").Bought("ann", "a").Bought("bob", "b")),
        new("reference, as the most frequent value", """{"event":"Ordered","measure":"mostFrequent","of":"product.brand","op":"eq","value":"ACME"}""", "ann",
            Shop().Bought("ann", "a").Bought("ann", "b").Bought("ann", "a2").Bought("bob", "b")),
        new("reference, counted once for equal values", """{"event":"Ordered","measure":"distinct","of":"product.brand","op":"eq","value":1}""", "ann",
            Shop().Bought("ann", "a").Bought("ann", "a2").Bought("bob", "a").Bought("bob", "b")),
        new("reference, the same in a sequence", """{"sequence":[{"event":"Ordered"},{"event":"Ordered"}],"same":"product.brand"}""", "ann",
            Shop().Bought("ann", "a").Did("ann", "Ordered", "2026-02-02T00:00:00Z", """{"product_id":"a2"}""").Bought("bob", "a").Did("bob", "Ordered", "2026-02-02T00:00:00Z", """{"product_id":"b"}""")),
        new("reference, as the object is today", """{"event":"Ordered","where":[{"property":"product.brand","op":"eq","value":"acme"}]}""", "ann", Shop().Bought("ann", "a")) { AsOf = "2026-03-01T00:00:00Z" },
        Where("a declared type of the key converts first", """{"property":"product.brand","op":"eq","value":"Five"}""", "ann", new Story()
            .Refers("Ordered", "product_id", "product", DataType.Number).Object("product", "5", """{"brand":"Five"}""").Bought("ann", "5.0").Bought("bob", "five")),
    ];

    private static AudienceCase Where(string name, string filter, string members, Story story) =>
        new($"reference, {name}", $$"""{"event":"Ordered","where":[{{filter}}]}""", members, story);

    private static Story Shop() => new Story()
        .Refers("Ordered", "product_id", "Product")
        .Object("product", "a", """{"brand":"Acme","price":2.5,"sizes":["S","M"],"since":"2019-12-31"}""")
        .Object("product", "a2", """{"brand":"acme"}""")
        .Object("product", "b", """{"brand":"Blu","price":6,"sizes":"L","made":{"in":"Bonn"},"since":"2020-01-01"}""")
        .Object("product", "5", """{"brand":"Five"}""");

    private static Story Bought(this Story story, string who, string product) =>
        story.Did(who, "Ordered", "2026-02-01T00:00:00Z", $$"""{"product_id":"{{product}}"}""");
}
