using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>Whom a service agent finds, case by case; <see cref="RandomSearchTests"/> holds the whole against a naive model.</summary>
public sealed class ProfileSearchTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly Identifier s_ann = User("u1");
    private static readonly Identifier s_bob = User("u2");

    private readonly FactBook _book = new();
    private readonly AudienceIndex _index = new();
    private int _applied;

    private static long Now => s_now.ToUnixTimeMilliseconds();

    [Theory]
    [InlineData("Anna Müller", "mül")]
    [InlineData("Anna Müller", "MULLER")]
    [InlineData("Anna Müller", "anna mül")]
    [InlineData("Anna Müller", "mül anna")]
    [InlineData("Anna Müller", "üll")]
    [InlineData("Anna Müller", "nna ller")]
    [InlineData("Anna Muller", "müll")]
    [InlineData("Nguyễn Thị Đào", "nguyen dao")]
    [InlineData("Nguyễn Thị Đào", "đà")]
    [InlineData("王小明", "小明")]
    [InlineData("王小明", "王 小明")]
    [InlineData("علی\u200cرضا کریمی", "عليرضا")]
    [InlineData("علی\u200cرضا کریمی", "كريم")]
    [InlineData("Jean-Luc O'Brien", "luc obr")]
    public void Search_PartOfAName_FindsIt(string name, string text)
    {
        Say(s_ann, "name", name);
        Say(s_bob, "name", "Somebody Else");

        var hit = Assert.Single(Search(text));

        Assert.Equal(new ProfileHit(new ProfileId(1), s_ann, new FoundBy.Name("name", name)), hit);
    }

    [Theory]
    [InlineData("anna schmidt")]
    [InlineData("annamuller")]
    [InlineData("- .")]
    [InlineData("a b c d e f g h i j k l m n")]
    public void Search_WordsThatAreNotAllThere_FindNobody(string text)
    {
        Say(s_ann, "name", "Anna Müller");

        Assert.Empty(Search(text));
    }

    [Theory]
    [InlineData("first_name", "last_name")]
    [InlineData("firstName", "lastName")]
    [InlineData("Given Name", "Family Name")]
    public void Search_WordsOfSeveralAttributes_AreOneName(string first, string last)
    {
        Say(s_ann, first, "小明");
        Say(s_ann, last, "王");
        Say(s_bob, first, "小红");
        Say(s_bob, last, "王");

        Assert.Equal([new ProfileId(1)], Search("王小明").Select(h => h.Profile));
        Assert.Equal([new ProfileId(1)], Search("小明 王").Select(h => h.Profile));
        Assert.Equal(2, Search("王").Count);
    }

    [Fact]
    public void Search_BeginningsOfWords_ComeBeforeTheInsideOfWords()
    {
        Say(s_ann, "name", "Joanna Smith");
        Say(s_bob, "name", "Smith, Anna");

        Assert.Equal([new ProfileId(2), new ProfileId(1)], Search("anna").Select(h => h.Profile));
        Assert.Equal([new ProfileId(2)], Search("anna", 1).Select(h => h.Profile));
    }

    [Fact]
    public void Search_ANameOfBeforeOrOfTheFuture_FindsNobody()
    {
        Say(s_ann, "name", "Anna Müller", Now - 100);
        Say(s_ann, "name", "Anna Schmidt", Now - 50);
        Say(s_ann, "name", "Anna Maier", Now + 50);
        Say(s_bob, "name", "Robert Müller", Now - 100);
        _book.Said([s_bob], "name", null, Now - 10);

        Assert.Empty(Search("müller"));
        Assert.Empty(Search("maier"));
        Assert.Single(Search("schmidt"));
    }

    [Fact]
    public void Search_OneOfJoinedPeople_FindsWhatHoldsForBoth()
    {
        Say(s_ann, "name", "Anna Müller", Now - 100);
        var mail = new Identifier(IdentifierNamespace.Email, "anna@example.com");
        Say(mail, "name", "Anna Schmidt", Now - 50);
        _book.Happened([mail], "Order Completed", Now - 20, """{"order_id":"A-7"}""");
        Search("x");
        _book.Join(s_ann, mail, Core.Facts.EdgeKind.Seen, Now - 20);

        Assert.Empty(Search("müller"));
        Assert.Equal(new ProfileHit(new ProfileId(1), mail, new FoundBy.Name("name", "Anna Schmidt")), Assert.Single(Search("schm")));
        Assert.Equal(new ProfileHit(new ProfileId(1), mail, new FoundBy.Order("Order Completed", "A-7")), Assert.Single(Search("a-7")));

        _book.Cut(new ProfileId(1), new ProfileId(2));

        Assert.Equal([new ProfileId(1)], Search("müller").Select(h => h.Profile));
        Assert.Equal([new ProfileId(2)], Search("A-7").Select(h => h.Profile));
    }

    [Fact]
    public void Search_SomebodyErased_FindsNobody()
    {
        Say(s_ann, "name", "Anna Müller");
        _book.Happened([s_ann], "Order Completed", Now - 20, """{"order_id":"A-7"}""");
        Search("x");
        _book.Erase(new ProfileId(1));

        Assert.Empty(Search("müller"));
        Assert.Empty(Search("A-7"));
        Assert.Empty(Search("u1"));
    }

    [Theory]
    [InlineData("""{"order_id":"KL-1042"}""", "kl-1042", "KL-1042")]
    [InlineData("""{"orderId":1042}""", "1042", "1042")]
    [InlineData("""{"order":{"number":"1042"}}""", "1042", "1042")]
    [InlineData("""{"Order No":10420000000000000000000000001}""", "10420000000000000000000000001", "10420000000000000000000000001")]
    public void Search_AnOrdersNumber_FindsWhoseOrderItIs(string properties, string text, string number)
    {
        _book.Happened([s_bob], "Viewed", Now - 20);
        _book.Happened([s_ann], "Order Completed", Now - 20, properties);
        _book.Happened([s_ann], "Order Shipped", Now - 10, properties);

        Assert.Equal(new ProfileHit(new ProfileId(2), s_ann, new FoundBy.Order("Order Completed", number)), Assert.Single(Search($" {text} ")));
    }

    [Theory]
    [InlineData("""{"order_id":"1042"}""", "104")]
    [InlineData("""{"order_id":1042}""", "01042")]
    [InlineData("""{"order_id":1042}""", "1042.0")]
    [InlineData("""{"order":1042}""", "1042")]
    [InlineData("""{"product_id":"1042"}""", "1042")]
    public void Search_WhatIsNoOrdersNumber_FindsNobody(string properties, string text)
    {
        _book.Happened([s_ann], "Order Completed", Now - 20, properties);

        Assert.Empty(Search(text));
    }

    [Fact]
    public void Search_AnOrderOfTheFuture_FindsNobody()
    {
        _book.Happened([s_ann], "Order Completed", Now + 1, """{"order_id":"1042"}""");

        Assert.Empty(Search("1042"));
    }

    [Fact]
    public void Search_FoundByEverything_StandsInOrderOfCertainty()
    {
        Say(User("x1"), "name", "1042 Joe");
        Say(User("10421"), "name", "Begins");
        _book.Happened([User("x3")], "Order Completed", Now - 1, """{"order_id":1042}""");
        Say(User("1042"), "name", "1042");

        Assert.Equal(["1042", "x3", "10421", "x1"], Search("1042").Select(h => h.Identifier.Value));
        Assert.Equal(["1042", "x3"], Search("1042", 2).Select(h => h.Identifier.Value));
    }

    private static Identifier User(string value) => new(IdentifierNamespace.UserId, value);

    private void Say(Identifier who, string attribute, string value, long? from = null)
    {
        _book.Seen([who], Now - 100);
        _book.Said([who], attribute, System.Text.Json.JsonSerializer.Serialize(value), from ?? Now - 10);
    }

    private IReadOnlyList<ProfileHit> Search(string text, int limit = 10)
    {
        foreach (var fact in _book.Facts.Skip(_applied)) _index.Apply(fact);
        _applied = _book.Facts.Count;
        _index.Publish();
        return new IndexedProfileDirectory(new LiveAudience(_index), new GivenCatalogue(new ReferenceWorld { Facts = [] }), new StoppedClock(s_now)).Search(text, limit);
    }
}
