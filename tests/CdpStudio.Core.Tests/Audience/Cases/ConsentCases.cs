using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>What people said of channels, and who can be reached.</summary>
internal static class ConsentCases
{
    private const string T = "2026-02-01T10:00:00Z";
    private const string Later = "2026-03-01T10:00:00Z";

    private const ConsentState Yes = ConsentState.Subscribed;
    private const ConsentState No = ConsentState.Unsubscribed;

    private const string Reachable = """{"reachable":"email"}""";

    public static IEnumerable<AudienceCase> All =>
    [
        Of("subscribed", "ann"),
        Of("unsubscribed", "bob"),
        Of("unknown", "cem dan"),
        new("consent: of another channel nothing was said", """{"consent":"sms","is":"unknown"}""", "ann bob", new Story().Exists("ann", "bob")
            .Consents("ann", "email", No, T)),
        new("consent: the last word counts", """{"consent":"email","is":"subscribed"}""", "ann", new Story().Exists("ann", "bob")
            .Consents("ann", "email", No, T).Consents("ann", "email", Yes, Later).Consents("bob", "email", No, Later).Consents("bob", "email", Yes, T)),
        new("consent: topics do not inherit", """{"consent":"email","topic":"newsletter","is":"unknown"}""", "ann cem", new Story().Exists("ann", "bob", "cem")
            .Consents("ann", "email", No, T).Consents("bob", "email", Yes, T, "Newsletter").Consents("cem", "email", Yes, T, "offers")),
        new("consent: of merged people the strictest counts", """{"consent":"email","is":"unsubscribed"}""", "ann", new Story().Exists("ann", "bob", "cem").Alias("bob", "ann")
            .Consents("ann", "email", Yes, Later).Consents("bob", "email", No, T).Consents("cem", "email", Yes, T)),
        new("consent: today's, also under asOf", """{"consent":"email","is":"unsubscribed"}""", "ann", new Story().Exists("ann")
            .Consents("ann", "email", No, Later)) { AsOf = T },
        new("consent: said under an address, it holds for whoever has it", """{"consent":"email","is":"unsubscribed"}""", "ann bob", new Story()
            .SeenWith("ann", "email:ann@x.net").SeenWith("ann", "email:a@x.net").Has("bob", "email", "\" A@x.net \"").SeenWith("cem", "email:c@x.net").Exists("dan")
            .AddressConsents("A@X.net", No, T)),
        new("consent: who has an identifier does not have the attribute's mailbox", """{"consent":"email","is":"unknown"}""", "ann", new Story()
            .SeenWith("ann", "email:ann@x.net").Has("ann", "email", "\"a@x.net\"").AddressConsents("a@x.net", No, T)),
        new("consent: yes of one address, no of another", """{"consent":"email","is":"unsubscribed"}""", "ann", new Story()
            .SeenWith("ann", "email:ann@x.net").SeenWith("ann", "email:a@x.net").AddressConsents("a@x.net", Yes, Later).AddressConsents("ann@x.net", No, T).Exists("bob")),
        new("consent: of an address yes, of the person no", """{"consent":"email","is":"subscribed"}""", "bob", new Story()
            .SeenWith("ann", "email:ann@x.net").AddressConsents("ann@x.net", Yes, Later).Consents("ann", "email", No, T)
            .SeenWith("bob", "email:bob@x.net").AddressConsents("bob@x.net", Yes, T)),

        new("reachable: an address, and no word against it", Reachable, "ann dan", new Story()
            .SeenWith("ann", "email:ann@x.net").SeenWith("bob", "email:bob@x.net").Consents("bob", "email", No, T)
            .SeenWith("cem", "phone:+4912345").SeenWith("dan", "email:dan@x.net").Consents("dan", "email", Yes, T)),
        new("reachable: only who said yes", Reachable, "dan", new Story().OnlySubscribedMayBeReached()
            .SeenWith("ann", "email:ann@x.net").SeenWith("dan", "email:dan@x.net").Consents("dan", "email", Yes, T).Exists("eve").Consents("eve", "email", Yes, T)),
        new("reachable: one valid address is enough", Reachable, "ann", new Story()
            .SeenWith("ann", "email:ann@x.net").SeenWith("ann", "email:a@x.net").SeenWith("bob", "email:bob@x.net").Unreachable("email:a@x.net").Unreachable("email:bob@x.net")),
        new("reachable: an attribute is no identifier", Reachable, "", new Story().Has("ann", "email", "\"ann@x.net\"")),
        new("reachable: a topic's no is not the channel's", Reachable, "ann", new Story()
            .SeenWith("ann", "email:ann@x.net").Consents("ann", "email", No, T, "newsletter")),
        new("reachable by sms and push", """{"any":[{"reachable":"sms"},{"reachable":"push"}]}""", "ann bob", new Story()
            .SeenWith("ann", "phone:+4912345").SeenWith("bob", "device_id:d").SeenWith("cem", "email:c@x.net").SeenWith("dan", "phone:+4954321").Consents("dan", "sms", No, T)),
        new("not reachable", $$"""{"not":{{Reachable}}}""", "bob", new Story().SeenWith("ann", "email:ann@x.net").Exists("bob")),
        new("reachable: an address of a merged profile", Reachable, "ann", new Story().Exists("ann", "bob")
            .SeenWith("bob", "email:bob@x.net").Alias("bob", "ann").Consents("ann", "email", Yes, T)),
    ];

    private static AudienceCase Of(string state, string members) => new("consent: " + state, $$"""{"consent":"Email","is":"{{state}}"}""", members, new Story()
        .Exists("ann", "bob", "cem", "dan")
        .Consents("ann", "email", Yes, T).Consents("bob", "email", No, T).Consents("dan", "sms", No, T));
}
