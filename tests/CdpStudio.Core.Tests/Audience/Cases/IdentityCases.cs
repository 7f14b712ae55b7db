namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>Who is one person.</summary>
internal static class IdentityCases
{
    private const string Ordered = """{"event":"Ordered"}""";

    public static IEnumerable<AudienceCase> All =>
    [
        new("identity, what an anonymous visitor did is the user's", Ordered, "ann", new Story()
            .Exists("ann", "bob").DidAs("anonymous_id:a1", "Ordered", "2026-02-01T00:00:00Z").SeenWith("ann", "anonymous_id:a1")),
        new("identity, identifiers are equal without case", Ordered, "ann", new Story()
            .Exists("ann").DidAs("email:Ann@Example.org", "Ordered", "2026-02-01T00:00:00Z").SeenWith("ann", "email:ann@example.ORG")),
        new("identity, at every asOf, also before the merge", Ordered, "ann", new Story().Since("2026-01-01T00:00:00Z")
            .Exists("ann").DidAs("anonymous_id:a1", "Ordered", "2026-01-02T00:00:00Z").SeenWith("ann", "anonymous_id:a1", "2026-05-01T00:00:00Z")) { AsOf = "2026-02-01T00:00:00Z" },
        new("identity, a merged profile exists from its first fact on", """{"everyone":true}""", "ann", new Story()
            .DidAs("anonymous_id:a1", "Ordered", "2026-01-02T00:00:00Z").SeenWith("ann", "anonymous_id:a1", "2026-05-01T00:00:00Z").Did("bob", "Ordered", "2026-05-01T00:00:00Z")) { AsOf = "2026-02-01T00:00:00Z" },
        new("identity, knownAt before the merge they are two", """{"all":[{"event":"Ordered"},{"event":"Viewed"}]}""", "", new Story()
            .Did("ann", "Ordered", "2026-01-02T00:00:00Z").DidAs("anonymous_id:a1", "Viewed", "2026-01-02T00:00:00Z").SeenWith("ann", "anonymous_id:a1")) { KnownAt = 2 },
        new("identity, counts add up over merged identifiers", """{"event":"Ordered","op":"eq","value":3}""", "ann", new Story()
            .Did("ann", "Ordered", "2026-01-02T00:00:00Z").DidAs("anonymous_id:a1", "Ordered", "2026-01-02T00:00:00Z").DidAs("device_id:d1", "Ordered", "2026-01-03T00:00:00Z")
            .SeenWith("ann", "anonymous_id:a1").SeenWith("ann", "device_id:d1")),
        new("identity, two users never join through one device", """{"event":"Ordered","op":"eq","value":1}""", "ann bob", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("bob", "Ordered", "2026-02-01T00:00:00Z").SeenWith("ann", "device_id:d").SeenWith("bob", "device_id:d")),
        new("identity, a shared device is the first one's by time, not by arrival", Ordered, "bob", new Story()
            .DidAs("device_id:d", "Ordered", "2026-02-01T00:00:00Z").SeenWith("ann", "device_id:d", "2026-02-03T00:00:00Z").SeenWith("bob", "device_id:d", "2026-02-02T00:00:00Z")),
        new("identity, an alias joins two users", """{"event":"*","op":"eq","value":2}""", "ann", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("bob", "Viewed", "2026-02-01T00:00:00Z").Alias("bob", "ann")),
        new("identity, an alias onto oneself is harmless", Ordered, "ann", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Alias("ann", "ann").Exists("bob")),
        new("identity, the histories of merged profiles are one", """{"attribute":"plan","op":"eq","value":"pro"}""", "ann bob", new Story()
            .Has("ann", "plan", "\"pro\"", "2026-02-01T00:00:00Z").Has("zoe", "plan", "\"free\"", "2026-01-01T00:00:00Z").Alias("ann", "zoe")
            .Has("bob", "plan", "\"free\"").Has("yan", "plan", "\"pro\"").Alias("bob", "yan")),
        new("identity, who was merged is not counted by the old number", """{"everyone":true}""", "ann cem", new Story()
            .Exists("ann", "bob").Alias("ann", "bob").Exists("cem")),
        new("identity, chains join too", """{"event":"*","op":"eq","value":3}""", "ann", new Story()
            .Did("ann", "A", "2026-02-01T00:00:00Z").Did("bob", "B", "2026-02-01T00:00:00Z").Did("cem", "C", "2026-02-01T00:00:00Z").Alias("cem", "bob").Alias("bob", "ann")),
        new("identity, a cut takes two apart with what each did", """{"event":"Ordered","op":"eq","value":1}""", "ann bob", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("bob", "Ordered", "2026-02-01T00:00:00Z").Alias("ann", "bob").Cut("ann", "user_id:bob")),
        new("identity, a cut parts histories", """{"attribute":"plan","op":"eq","value":"free"}""", "ann", new Story()
            .Has("ann", "plan", "\"free\"", "2026-01-01T00:00:00Z").Has("bob", "plan", "\"pro\"", "2026-02-01T00:00:00Z").Alias("ann", "bob").Cut("ann", "user_id:bob")),
        new("identity, a cut parts the days on which they were first seen", """{"everyone":true}""", "ann", new Story()
            .Did("ann", "Ordered", "2026-01-02T00:00:00Z").Did("bob", "Ordered", "2026-05-02T00:00:00Z").Since("2026-05-03T00:00:00Z").Alias("ann", "bob")
            .Cut("bob", "user_id:ann")) { AsOf = "2026-04-01T00:00:00Z" },
        new("identity, a cut of what did not join them changes nothing", """{"event":"*","op":"eq","value":2}""", "ann", new Story()
            .DidAs("anonymous_id:a", "A", "2026-02-01T00:00:00Z").DidAs("device_id:d", "B", "2026-02-01T00:00:00Z").SeenWith("ann", "anonymous_id:a").SeenWith("ann", "device_id:d")
            .SeenWith("bob", "device_id:d", "2026-03-01T00:00:00Z").Cut("bob", "device_id:d")),
        new("identity, what was cut off goes to the next who was seen with it", Ordered, "bob", new Story()
            .DidAs("device_id:d", "Ordered", "2026-02-01T00:00:00Z").SeenWith("ann", "device_id:d", "2026-02-02T00:00:00Z").SeenWith("bob", "device_id:d", "2026-02-03T00:00:00Z")
            .Cut("ann", "device_id:d")),
        new("identity, seen together again after a cut they are one again", Ordered, "ann", new Story()
            .DidAs("device_id:d", "Ordered", "2026-02-01T00:00:00Z").SeenWith("ann", "device_id:d").Cut("ann", "device_id:d").SeenWith("ann", "device_id:d", "2026-03-01T00:00:00Z")),
        new("identity, a fence keeps them apart whatever comes later", """{"event":"Ordered","op":"eq","value":1}""", "ann bob", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("bob", "Ordered", "2026-02-01T00:00:00Z").Alias("ann", "bob").Fence("ann", "user_id:bob").Alias("bob", "ann")),
        new("identity, a fence holds around corners too", """{"event":"*","op":"eq","value":2}""", "ann", new Story()
            .Did("ann", "A", "2026-02-01T00:00:00Z").Did("bob", "B", "2026-02-01T00:00:00Z").Did("cem", "C", "2026-02-01T00:00:00Z").Fence("ann", "user_id:cem")
            .Alias("bob", "cem").Alias("ann", "bob")),
        new("identity, knownAt before a cut and a fence they are still one", """{"event":"Ordered","op":"eq","value":2}""", "ann", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("bob", "Ordered", "2026-02-01T00:00:00Z").Alias("ann", "bob").Cut("ann", "user_id:bob").Fence("ann", "user_id:bob")) { KnownAt = 3 },
        new("identity, who was erased is a member of nothing", """{"everyone":true}""", "cem", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("bob", "Ordered", "2026-02-01T00:00:00Z").Alias("ann", "bob").Exists("cem").Erase("bob")),
        new("identity, nor of a negation", """{"not":{"event":"Ordered"}}""", "cem", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Exists("cem").Erase("ann")),
        new("identity, nor at an asOf before it", """{"event":"Ordered"}""", "cem", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("cem", "Ordered", "2026-02-01T00:00:00Z").Erase("ann")) { AsOf = "2026-03-01T00:00:00Z" },
        new("identity, nor at a knownAt before it, with all who became one with them later", """{"everyone":true}""", "cem", new Story()
            .Exists("ann", "bob", "cem").Alias("ann", "bob").Erase("ann")) { KnownAt = 3 },
        new("identity, who comes back after an erasure begins again", """{"event":"Ordered","op":"eq","value":1}""", "ann", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Erase("ann").Did("ann", "Ordered", "2026-03-01T00:00:00Z")),
        new("identity, who comes back has another number", """{"everyone":true}""", "ann bob", new Story()
            .Exists("ann", "bob").Erase("ann").Exists("ann")),
        new("identity, a person stays who was only seen with somebody who is erased", """{"everyone":true}""", "bob", new Story()
            .SeenWith("ann", "device_id:d", "2026-02-01T00:00:00Z").SeenWith("bob", "device_id:d", "2026-02-02T00:00:00Z").Erase("ann")),
        new("identity, an attribute has the type of the first value that was not erased", """{"attribute":"size","op":"gt","value":5}""", "bob", new Story()
            .Has("ann", "size", "\"tall\"").Has("bob", "size", "7").Erase("ann")),
    ];
}
