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
    ];
}
