using System.Text;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Web.Sources.Live;

namespace CdpStudio.Web.Tests.Sources.Live;

public sealed class LiveListTests
{
    private static readonly LiveFilter s_all = new(null, "");

    [Fact]
    public void Add_MoreThanItHolds_KeepsTheNewestOfWhatIsAskedFor()
    {
        var list = new LiveList();
        var refused = new LiveFilter(LiveOutcome.Refused, "");
        for (var n = 0; n < 1_000; n++) list.Add(Taken(Message($$"""{"event":"e{{n}}"}""", n % 4 == 0 ? LiveOutcome.Refused : LiveOutcome.Stored)), refused);

        var shown = list.Shown(refused);

        Assert.Equal(LiveList.MaxRows, shown.Count);
        Assert.Equal(("e996", "e200"), (shown[0].Name, shown[^1].Name));
        Assert.Same(shown[^1], list.Find(201));
        Assert.Null(list.Find(197));
    }

    [Fact]
    public void Add_LargeMessages_HoldsNoMoreBytesThanItMay()
    {
        var list = new LiveList();
        for (var n = 0; n < 100; n++) list.Add(Taken(Message(new string('x', LiveMessage.MaxBytes))), s_all);

        Assert.Equal(LiveList.MaxBytes / LiveMessage.MaxBytes, list.Shown(s_all).Count);
        list.Clear();
        Assert.Empty(list.Shown(s_all));
    }

    [Fact]
    public void Shown_ByWords_LooksAnywhereInTheMessageInAnyCase()
    {
        var list = new LiveList();
        list.Add(Taken(Message("""{"event":"Paid","properties":{"Coupon":"SPRING"}}"""), Message("""{"event":"Left"}""")), s_all);

        Assert.Equal("Paid", Assert.Single(list.Shown(new LiveFilter(null, "spring"))).Name);
        Assert.Empty(list.Shown(new LiveFilter(LiveOutcome.Duplicate, "spring")));
    }

    [Fact]
    public void Missed_OfSeveralTimes_IsTheirSumUntilCleared()
    {
        var list = new LiveList();
        list.Add(new LiveTaken([], 3), s_all);
        list.Add(new LiveTaken([], 4), s_all);
        Assert.Equal(7, list.Missed);

        list.Clear();

        Assert.Equal(0, list.Missed);
    }

    [Theory]
    [InlineData("""{"type":"track","event":"Paid","userId":7,"anonymousId":"a"}""", "track", "Paid", "7")]
    [InlineData("""{"type":"page","name":"Home","userId":null,"anonymousId":"a"}""", "page", "Home", "a")]
    [InlineData("""{"batch":[{"type":"track"}]}""", "batch", null, null)]
    [InlineData("""{"event":""}""", null, null, null)]
    [InlineData("[1]", null, null, null)]
    [InlineData("{\"event\":\"\\ud800\"}", null, null, null)]
    [InlineData("not json", null, null, null)]
    public void Row_OfWhatWasSent_SaysWhatCanBeRead(string json, string? call, string? name, string? who)
    {
        var row = LiveRow.Of(1, Message(json));

        Assert.Equal((call, name, who, json), (row.Call, row.Name, row.Who, row.Text));
    }

    internal static LiveMessage Message(string json, LiveOutcome outcome = LiveOutcome.Stored) =>
        new(DateTimeOffset.UnixEpoch, outcome, null, Encoding.UTF8.GetBytes(json));

    private static LiveTaken Taken(params LiveMessage[] messages) => new(messages, 0);
}
