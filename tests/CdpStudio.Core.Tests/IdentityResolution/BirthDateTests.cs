using System.Globalization;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.IdentityResolution;

public sealed class BirthDateTests
{
    private static readonly Identifier s_house = new("device_id", "house");

    private readonly IdentityGraph _graph = new();
    private readonly FactBook _book = new();
    private int _applied;

    [Theory]
    [InlineData("1961-03-12", "1961-03-21", false)]
    [InlineData("1961-03-12", "1961-12-03", false)]
    [InlineData("1961-03-12", "1916-03-12", false)]
    [InlineData("1961-03-12", "1961-04-13", true)]
    [InlineData("1961-03-12", "1990-11-02", true)]
    public void AreTwoPeoples_OneSlipOfThePen_IsOnePersons(string one, string other, bool two) =>
        Assert.Equal(two, BirthDate.AreTwoPeoples(Number(one), Number(other)));

    [Theory]
    [InlineData("\"1961-03-12\"", true)]
    [InlineData("\"1961-03-12T10:00:00+07:00\"", true)]
    [InlineData("\"12/03/1961\"", false)]
    [InlineData("\"1961-02-30\"", false)]
    [InlineData("\"1900-01-01\"", false)]
    [InlineData("19610312", false)]
    [InlineData("[\"1961-03-12\"]", false)]
    [InlineData(null, false)]
    public void Read_WhatIsNoDate_IsNone(string? json, bool isDate) => Assert.Equal(isDate, BirthDate.Read(json) != 0);

    [Theory]
    [InlineData("Birth_Date", true)]
    [InlineData("birthday", true)]
    [InlineData("DOB", true)]
    [InlineData("birthday_gift", false)]
    [InlineData("job", false)]
    public void IsSaidBy_Names(string attribute, bool says) => Assert.Equal(says, BirthDate.IsSaidBy(attribute));

    [Fact]
    public void Apply_DateThatIsCorrected_BringsThemTogetherAgain()
    {
        Say("ann", "1961-03-12", 1);
        Say("bob", "1990-11-02", 2);
        Assert.NotEqual(_graph.Profile("email:ann@x.org"), _graph.Profile("email:bob@x.org"));

        Say("bob", "1961-03-21", 3);
        Assert.Equal(_graph.Profile("email:ann@x.org"), _graph.Profile("email:bob@x.org"));

        // An old file comes late, and changes nothing.
        Say("bob", "1990-11-02", 2);
        Assert.Equal(_graph.Profile("email:ann@x.org"), _graph.Profile("email:bob@x.org"));
    }

    [Fact]
    public void Apply_WhatIsSaidByHand_HoldsUntilItIsLetGo()
    {
        Say("ann", "1961-03-12", 1);
        Say("bob", "1961-03-12", 2, SourceId.ByHand);
        Say("bob", "1990-11-02", 3);
        Assert.Equal(_graph.Profile("email:ann@x.org"), _graph.Profile("email:bob@x.org"));

        Say("bob", null, 4, SourceId.ByHand);

        Assert.NotEqual(_graph.Profile("email:ann@x.org"), _graph.Profile("email:bob@x.org"));
    }

    [Fact]
    public void LeftOut_TwoBirthDates_AreTheReason()
    {
        Say("ann", "1961-03-12", 1);
        Say("bob", "1990-11-02", 2);

        Assert.True(Assert.Single(_graph.LeftOut()).ByBirth);
    }

    [Fact]
    public void Apply_ThousandsWithBirthDatesAtOneDevice_NobodyIsFoldedAgainForEach()
    {
        const int people = 30_000;
        for (var n = 1; n <= people; n++)
        {
            var (user, mail) = (new Identifier("user_id", $"n{n}"), new Identifier("email", $"n{n}@x.org"));
            _book.Join(user, mail, EdgeKind.Seen, n);
            _book.Join(user, s_house, EdgeKind.Seen, n);
            _book.Said([user], "birthday", FormattableString.Invariant($"\"{1930 + (n % 70)}-{1 + (n % 12):00}-{1 + (n % 28):00}\""), n);
        }

        Apply();

        Assert.Equal(people, _graph.Profiles);
        Assert.Equal(_graph.Profile("user_id:n777"), _graph.Profile("email:n777@x.org"));
        Assert.Equal(_graph.Profile("user_id:n1"), _graph.Profile("device_id:house"));
    }

    private static int Number(string date) => DateOnly.Parse(date, CultureInfo.InvariantCulture).DayNumber + 1;

    private void Say(string who, string? date, long timestamp, SourceId? source = null)
    {
        var mail = new Identifier("email", who + "@x.org");
        _book.Seen([mail, s_house], timestamp);
        _book.Said([mail], "birth_date", date is null ? null : $"\"{date}\"", timestamp, source);
        Apply();
    }

    private void Apply()
    {
        foreach (var fact in _book.Facts.Skip(_applied)) _graph.Apply(fact);
        _applied = _book.Facts.Count;
    }
}
