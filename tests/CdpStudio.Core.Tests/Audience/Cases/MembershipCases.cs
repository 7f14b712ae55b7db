using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>Recorded memberships and journeys. It is 2026-06-15, noon.</summary>
internal static class MembershipCases
{
    private const GroupKind Segment = GroupKind.Segment;
    private const string Long = "2026-01-10T00:00:00Z";

    // From here on everything lies in the last 30 days, and a moment before it nothing does.
    private const string Edge = "2026-05-16T12:00:00Z";
    private const string Inside = "2026-05-16T12:00:00.001Z";
    private const string Later = "2026-06-10T00:00:00Z";

    private const string Entered = """{"segment":"s","entered":{"last":"30d"}}""";
    private const string Left = """{"segment":"s","left":{"last":"30d"}}""";
    private const string For = """{"segment":"s","for":"30d"}""";

    public static IEnumerable<AudienceCase> All =>
    [
        new("entered: the window's far edge is outside", Entered, "bob", Told()
            .Came("ann", Segment, "s", Edge).Came("bob", Segment, "S", Inside).Came("dan", Segment, "other", Inside)),
        new("entered: whatever came later", Entered, "ann", Told()
            .Came("ann", Segment, "s", Inside).Went("ann", Segment, "s", Later).Went("bob", Segment, "s", Later)),
        new("entered: the last time counts", Entered, "bob", Told()
            .Came("ann", Segment, "s", Long).Went("ann", Segment, "s", Later)
            .Came("bob", Segment, "s", Long).Went("bob", Segment, "s", Edge).Came("bob", Segment, "s", Inside)),
        new("entered: after asOf it did not happen", Entered, "ann", Told().Exists("ann", "bob")
            .Came("ann", Segment, "s", Long).Came("bob", Segment, "s", "2026-02-01T00:00:00.001Z")) { AsOf = "2026-02-01T00:00:00Z" },
        new("entered: since an attribute's date", """{"segment":"s","entered":{"since":"signup","within":"7d"}}""", "ann", Told().Declare("signup", Core.Kernel.DataType.DateTime)
            .Has("ann", "signup", "\"2026-06-01\"").Came("ann", Segment, "s", "2026-06-07T23:59:59.999Z")
            .Has("bob", "signup", "\"2026-06-01\"").Came("bob", Segment, "s", "2026-06-08T00:00:00Z").Came("cem", Segment, "s", Later)),
        new("not entered: also who never was in it", $$"""{"not":{{Entered}}}""", "ann cem dan", Told().Came("bob", Segment, "s", Later)),

        new("left: in the window", Left, "ann", Told()
            .Came("ann", Segment, "s", Long).Went("ann", Segment, "s", Inside).Came("bob", Segment, "s", Long).Went("bob", Segment, "s", Edge).Came("cem", Segment, "s", Long)),
        new("left: also who came back", Left, "ann", Told()
            .Came("ann", Segment, "s", Long).Went("ann", Segment, "s", Inside).Came("ann", Segment, "s", Later)),
        new("left: at now", Left, "ann", Told().Came("ann", Segment, "s", Long).Went("ann", Segment, "s", "2026-06-15T12:00:00Z")
            .Came("bob", Segment, "s", Long).Went("bob", Segment, "s", "2026-06-15T12:00:00.001Z")),

        new("for: so long without a break", For, "ann", Told()
            .Came("ann", Segment, "s", Edge).Came("bob", Segment, "s", Inside)
            .Came("cem", Segment, "s", Long).Went("cem", Segment, "s", Later).Came("cem", Segment, "s", "2026-06-10T00:00:00.001Z")
            .Came("dan", Segment, "s", Long).Went("dan", Segment, "s", Later)),
        new("for: leaving after asOf does not count yet", For, "ann", Told()
            .Came("ann", Segment, "s", Long).Went("ann", Segment, "s", Inside)) { AsOf = "2026-05-16T12:00:00Z" },
        new("for: what lasted for no time is no break", For, "ann", Told()
            .Came("ann", Segment, "s", Long).Went("ann", Segment, "s", Later).Came("ann", Segment, "s", Later)),
        new("for: months move the local date", """{"segment":"s","for":"3mo"}""", "ann", Told()
            .Came("ann", Segment, "s", "2026-03-15T12:00:00Z").Came("bob", Segment, "s", "2026-03-15T12:00:00.001Z")),

        new("merged: the memberships of both are one", For, "ann", Told().Alias("bob", "ann")
            .Came("ann", Segment, "s", Inside).Came("bob", Segment, "s", Long).Went("bob", Segment, "s", Later)),
        new("merged: who ceased to be a profile of their own did not leave", Left, "", Told().Alias("bob", "ann")
            .Came("ann", Segment, "s", Long).Came("bob", Segment, "s", Long).Went("bob", Segment, "s", Later)),
        new("merged: taken over without a break", For, "ann", Told().Alias("bob", "ann")
            .Came("bob", Segment, "s", Long).Went("bob", Segment, "s", Later).Came("ann", Segment, "s", Later)),
        new("merged: a break between both is one", Entered, "ann", Told().Alias("bob", "ann")
            .Came("bob", Segment, "s", Long).Went("bob", Segment, "s", Edge).Came("ann", Segment, "s", Later)),
        new("merged: known earlier they are two", $$"""{"not":{{For}}}""", "ann cem dan", Told().Exists("ann").Alias("bob", "ann")
            .Came("bob", Segment, "s", Long)) { KnownAt = 4 },

        new("tag: carries it", """{"tag":"vip"}""", "ann", Told()
            .Came("ann", GroupKind.Tag, "VIP", Long).Came("bob", GroupKind.Tag, "vip", Long).Went("bob", GroupKind.Tag, "vip", Later)
            .Came("cem", GroupKind.List, "vip", Long).Came("dan", GroupKind.Tag, "vip", "2026-06-15T12:00:00.001Z")),
        new("tag: carried at asOf", """{"tag":"vip"}""", "bob", Told()
            .Came("ann", GroupKind.Tag, "vip", Later).Came("bob", GroupKind.Tag, "vip", Long).Went("bob", GroupKind.Tag, "vip", Later)) { AsOf = "2026-06-01T00:00:00Z" },
        new("tag: entered", """{"tag":"vip","entered":{"last":"30d"}}""", "bob", Told()
            .Came("ann", GroupKind.Tag, "vip", Long).Came("bob", GroupKind.Tag, "vip", Later)),
        new("not tagged", """{"not":{"tag":"vip"}}""", "bob cem dan", Told().Came("ann", GroupKind.Tag, "vip", Long)),
        new("list: is on it, for so long", """{"list":"fair","for":"30d"}""", "ann", Told()
            .Came("ann", GroupKind.List, "fair", Long).Came("bob", GroupKind.List, "fair", Later)),
        new("list: nobody", """{"list":"fair"}""", "", Told()),
        new("a segment names a tag", """{"segment":"vips"}""", "ann", Told().Segment("vips", """{"tag":"vip"}""").Came("ann", GroupKind.Tag, "vip", Long)),

        Journey("active", "ann"),
        Journey("completed", "bob"),
        Journey("exited", "cem"),
        Journey("never", "dan"),
        new("journey: of several walks an active one counts", """{"journey":"welcome","state":"active"}""", "ann", Told().Alias("bob", "ann")
            .Walks("bob", "welcome", JourneyState.Active).Walks("ann", "welcome", JourneyState.Completed)),
        new("journey: else the last one, whoever walked it", """{"journey":"welcome","state":"exited"}""", "ann", Told().Alias("bob", "ann")
            .Walks("ann", "welcome", JourneyState.Completed).Walks("bob", "welcome", JourneyState.Exited)),
        new("journey: today's, also under asOf", """{"journey":"welcome","state":"completed"}""", "ann", Told()
            .Walks("ann", "welcome", JourneyState.Completed)) { AsOf = "2026-02-01T00:00:00Z" },
    ];

    private static Story Told() => new Story().Exists("ann", "bob", "cem", "dan");

    private static AudienceCase Journey(string state, string members) => new("journey: " + state, $$"""{"journey":"Welcome","state":"{{state}}"}""", members, Told()
        .Walks("ann", "welcome", JourneyState.Completed).Walks("ann", "welcome", JourneyState.Active)
        .Walks("bob", "welcome", JourneyState.Exited).Walks("bob", "welcome", JourneyState.Completed)
        .Walks("cem", "welcome", JourneyState.Exited).Walks("dan", "win-back", JourneyState.Active));
}
