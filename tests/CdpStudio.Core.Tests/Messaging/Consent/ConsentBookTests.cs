using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Testing;
using CdpStudio.Core.Tests.Reference;
using Xunit.Abstractions;
using ConsentChange = CdpStudio.Core.Governance.Consent.ConsentChange;
using ConsentState = CdpStudio.Core.Governance.Consent.ConsentState;

namespace CdpStudio.Core.Tests.Messaging.Consent;

/// <summary>Words of every kind in any order, against a fold that looks at each of them once for every question.</summary>
public sealed class ConsentBookTests(ITestOutputHelper output)
{
    private static readonly int s_rounds = Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_TIER") == "full" ? 20_000 : 1_000;
    private static readonly string[] s_addresses = ["a", "b", "c"];
    private static readonly string[] s_topics = ["", "news", "offers"];
    private static readonly string[] s_purposes = ["", ConsentPurpose.Marketing, ConsentPurpose.Service];
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ClosedTo_RandomWordsInAnyOrder_IsWhatTheFoldSays()
    {
        var seed = RunSeed.Value;
        output.WriteLine(FormattableString.Invariant($"Seed {seed}."));
        var dice = new Dice(seed);
        for (var round = 0; round < s_rounds; round++)
        {
            List<ConsentChange> words = [.. Enumerable.Range(1, dice.Number(0, 14)).Select(id => Word(dice, id))];
            var book = new ConsentBook(words.OrderBy(_ => dice.Number(0, 1_000_000)));
            List<ProfileId> profiles = [.. Enumerable.Range(1, dice.Number(0, 3)).Select(n => new ProfileId(n))];
            List<string> addresses = [.. s_addresses.Where(_ => dice.Chance(50))];
            var mail = new ConsentPlace(dice.Pick(s_topics), dice.Pick(ConsentPurpose.Marketing, ConsentPurpose.Service));

            var expected = Closed(words, profiles, addresses, mail);

            Assert.True(
                expected == book.ClosedTo(profiles, addresses, mail) is not null,
                FormattableString.Invariant($"Seed {seed}, round {round}: {mail} is {(expected ? "closed" : "open")}."));
        }
    }

    [Fact]
    public void ClosedTo_SeveralPlacesThatSayNo_IsTheWidest()
    {
        var book = new ConsentBook([No(1, "news", ""), No(2, "", ConsentPurpose.Marketing)]);

        Assert.Equal(ConsentPlace.Marketing, book.ClosedTo([], ["a"], new ConsentPlace("news", ConsentPurpose.Marketing)));
        Assert.Equal(new ConsentPlace("news", ""), book.ClosedTo([], ["a"], new ConsentPlace("news", ConsentPurpose.Service)));
        Assert.Null(book.ClosedTo([], ["a"], new ConsentPlace("", ConsentPurpose.Service)));
    }

    private static bool Closed(List<ConsentChange> words, List<ProfileId> profiles, List<string> addresses, ConsentPlace mail)
    {
        bool SaysNo(Func<ConsentChange, bool> isTheirs, string topic, string purpose)
        {
            ConsentChange? newest = null;
            foreach (var word in words.Where(w => isTheirs(w) && w.Topic == topic && w.Purpose == purpose))
            {
                if (newest is null || (word.SaidAt ?? word.At) > (newest.SaidAt ?? newest.At) || ((word.SaidAt ?? word.At) == (newest.SaidAt ?? newest.At) && word.Id > newest.Id))
                    newest = word;
            }

            return newest?.State == ConsentState.Unsubscribed;
        }

        return s_topics.Where(t => t.Length == 0 || t == mail.Topic).Any(topic => s_purposes.Where(p => p.Length == 0 || p == mail.Purpose).Any(purpose =>
            profiles.Exists(p => SaysNo(w => w.Profile == p, topic, purpose)) || addresses.Exists(a => SaysNo(w => w.Address == a, topic, purpose))));
    }

    private static ConsentChange Word(Dice dice, int id) => new()
    {
        Id = id,
        Channel = Channel.Email,
        Topic = dice.Pick(s_topics),
        Purpose = dice.Pick(s_purposes),
        Address = dice.Chance(70) ? dice.Pick(s_addresses) : null,
        Profile = dice.Chance(70) ? new ProfileId(dice.Number(1, 4)) : null,
        State = dice.Pick(ConsentState.Subscribed, ConsentState.Unsubscribed),
        At = s_start.AddHours(dice.Number(0, 5)),
        SaidAt = dice.Chance(30) ? s_start.AddHours(dice.Number(0, 5)) : null,
        By = "",
        Proof = "form",
    };

    private static ConsentChange No(long id, string topic, string purpose) => new()
    {
        Id = id, Channel = Channel.Email, Topic = topic, Purpose = purpose, Address = "a", State = ConsentState.Unsubscribed, At = s_start, By = "", Proof = "link",
    };
}
