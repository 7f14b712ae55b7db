using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience;

public sealed class ProfileDirectoryTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly Identifier s_ann = new(IdentifierNamespace.UserId, "Ann");
    private static readonly Identifier s_mail = new(IdentifierNamespace.Email, "Ann@Example.com ");

    private readonly FactBook _book = new();
    private readonly AudienceIndex _index = new();
    private int _applied;

    private long Now => s_now.ToUnixTimeMilliseconds();

    [Theory]
    [InlineData(IdentifierNamespace.UserId, "ann")]
    [InlineData("USER_ID", "ANN")]
    [InlineData(IdentifierNamespace.Email, " ann@example.COM")]
    public void Find_IdentifierWrittenOtherwise_IsTheProfile(string space, string value)
    {
        _book.Seen([s_ann, s_mail], Now - 5);

        Assert.Equal(new ProfileId(1), Directory().Find(new Identifier(space, value)));
    }

    [Fact]
    public void Find_UnknownIdentifier_IsNull() =>
        Assert.Null(Directory().Find(new Identifier(IdentifierNamespace.Email, "nobody@example.com")));

    [Fact]
    public void Search_Beginning_ExactFirstAndEachProfileOnce()
    {
        _book.Seen([new Identifier(IdentifierNamespace.UserId, "annabel"), new Identifier(IdentifierNamespace.Email, "annabel@example.com")], Now - 5);
        _book.Seen([s_ann, s_mail], Now - 5);

        Assert.Equal(["Ann", "annabel"], Directory().Search("ANN", 10).Select(h => h.Identifier.Value));
    }

    [Fact]
    public void Read_Profile_HasWhatIsInForceNow()
    {
        _book.Said([s_ann, s_mail], "plan", "\"free\"", Now - 100);
        _book.Said([s_ann], "plan", "\"pro\"", Now - 10);
        _book.Said([s_ann], "plan", "\"later\"", Now + 10);
        _book.Said([s_ann], "city", "\"Bonn\"", Now - 10);
        _book.Said([s_ann], "city", null, Now - 5);
        _book.Happened([s_mail], "Bought", Now - 7);
        _book.Happened([s_mail], "Bought", Now + 7);

        var profile = Directory().Read(new ProfileId(2))!;

        Assert.Equal(new ProfileId(1), profile.Id);
        Assert.Equal([s_ann, s_mail], profile.Identifiers);
        var plan = Assert.Single(profile.Attributes);
        Assert.Equal(
            new AttributeAssertion("plan", "\"pro\"", DataType.Text, new SourceId(1), Now - 10, plan.Fact) { Of = plan.Of, Win = new AttributeWin(WinsBy.Newest, IsLocked: false, Among: 2) }, plan);
        Assert.Equal(Now - 100, profile.FirstSeen);
        Assert.Equal(1, profile.Events);
    }

    [Fact]
    public void Events_InPages_NewestFirstAndEachOnce()
    {
        for (var i = 0; i < 50; i++) _book.Happened([i % 2 == 0 ? s_ann : s_mail], i % 3 == 0 ? "Bought" : "Viewed", Now - (i % 10));
        Directory();
        _book.Join(s_ann, s_mail, Core.Facts.EdgeKind.Seen, Now - 1);
        var directory = Directory();

        var read = new List<ProfileEvent>();
        for (var page = directory.Events(new ProfileId(1), [], null, 7); page.Count > 0; page = directory.Events(new ProfileId(1), [], page[^1], 7)) read.AddRange(page);

        Assert.Equal(50, read.DistinctBy(e => e.Fact).Count());
        Assert.Equal(read.OrderByDescending(e => e.Timestamp).ThenByDescending(e => e.Fact), read);
        Assert.All(directory.Events(new ProfileId(1), ["bought"], null, 99), e => Assert.Equal("Bought", e.Name));
    }

    [Fact]
    public void History_OfAnAttribute_NewestFirstWithClearing()
    {
        _book.Said([s_ann], "plan", "\"free\"", Now - 100);
        _book.Said([s_ann], "plan", null, Now - 10);
        _book.Said([s_ann], "city", "\"Bonn\"", Now - 50);

        Assert.Equal([null, "\"free\""], Directory().History(new ProfileId(1), "PLAN", null, 10).Select(a => a.Value));
        Assert.Equal(["plan", "city", "plan"], Directory().History(new ProfileId(1), null, null, 10).Select(a => a.Name));
    }

    [Fact]
    public void History_ReadPageByPage_IsWholeAndInOrder()
    {
        for (var i = 0; i < 20; i++) _book.Said([s_ann], i % 3 == 0 ? "city" : "plan", $"\"{i}\"", Now - (i / 4));
        var directory = Directory();

        var read = new List<AttributeAssertion>();
        for (var page = directory.History(new ProfileId(1), null, null, 7); page.Count > 0; page = directory.History(new ProfileId(1), null, new(page[^1].ValidFrom, page[^1].Fact), 7))
            read.AddRange(page);

        Assert.Equal(directory.History(new ProfileId(1), null, null, 99), read);
        Assert.Equal(20, read.Count);
    }

    [Fact]
    public void Vocabulary_WhatWasSeen_IsKnownAndSuggested()
    {
        _book.Said([s_ann], "plan", "\"free\"", Now - 100);
        _book.Said([s_mail], "plan", "\"pro\"", Now - 99);
        _book.Said([new Identifier(IdentifierNamespace.UserId, "bob")], "Plan", "\"PRO\"", Now - 99);
        _book.Happened([s_ann], "Order Completed", Now - 5, """{"total":12.5,"item":{"sku":"a"},"tags":["x","y"]}""");
        Directory();
        var vocabulary = new IndexedVocabulary(new LiveAudience(_index), Catalogue());

        Assert.Equal([new KnownValue("pro", 2), new KnownValue("free", 1)], vocabulary.AttributeValues("PLAN", "", 10));
        Assert.Equal([new KnownValue("pro", 2)], vocabulary.AttributeValues("plan", "R", 1));
        Assert.Equal(DataType.Text, vocabulary.TypeOf("plan"));
        Assert.Null(vocabulary.TypeOf("planet"));
        Assert.Equal(["Order Completed"], vocabulary.Events().Select(e => e.Name));
        Assert.True(vocabulary.HasEvent("order*"));
        Assert.False(vocabulary.HasEvent("orders"));
        Assert.Equal([("item.sku", DataType.Text), ("tags", DataType.List), ("total", DataType.Number)], vocabulary.Properties("*").Select(p => (p.Path, p.Type)));
        Assert.True(vocabulary.HasProperty("item.price"));
        Assert.False(vocabulary.HasProperty("items"));
        Assert.True(vocabulary.HasProperty("Gift.Note"));
        Assert.False(vocabulary.HasProperty("gift.price"));
        Assert.Equal([new KnownValue("x", 1), new KnownValue("y", 1)], vocabulary.PropertyValues("Order*", "tags", "", 10));
    }

    [Fact]
    public void Read_ErasedProfile_IsFoundByNothing()
    {
        _book.Said([s_ann, s_mail], "plan", "\"free\"", Now - 100);
        _book.Happened([s_mail], "Bought", Now - 7, """{"what":"hat"}""");
        _book.Said([new Identifier(IdentifierNamespace.UserId, "bob")], "plan", "\"pro\"", Now - 99);
        Directory();

        _book.Erase(new ProfileId(2));
        var directory = Directory();

        Assert.Equal(1, directory.Count);
        Assert.Null(directory.Find(s_ann));
        Assert.Null(directory.Find(s_mail));
        Assert.Empty(directory.Search("ann", 10));
        foreach (var number in new[] { new ProfileId(1), new ProfileId(2) })
        {
            Assert.Null(directory.Read(number));
            Assert.Empty(directory.Numbers(number));
            Assert.Empty(directory.Events(number, [], null, 10));
            Assert.Empty(directory.History(number, null, null, 10));
        }

        var vocabulary = new IndexedVocabulary(new LiveAudience(_index), Catalogue());
        Assert.Equal([new KnownValue("pro", 1)], vocabulary.AttributeValues("plan", "", 10));
        Assert.Empty(vocabulary.PropertyValues("Bought", "what", "", 10));
    }

    [Theory]
    [InlineData("ANN", " ann@EXAMPLE.com")]
    [InlineData("Ann", "ann@example.com")]
    public void Find_ErasedAndBackUnderTheSameIdentifier_IsTheNewProfile(string user, string mail)
    {
        _book.Seen([s_ann, s_mail], Now - 5);
        Directory();

        _book.Erase(new ProfileId(1));
        _book.Seen([new Identifier(IdentifierNamespace.UserId, user), new Identifier(IdentifierNamespace.Email, mail)], Now - 4);
        var directory = Directory();

        Assert.Equal(new ProfileId(3), directory.Find(s_ann));
        Assert.Equal(new ProfileId(3), directory.Find(s_mail));
        Assert.Equal([user], directory.Search("ann", 10).Select(h => h.Identifier.Value));
        Assert.Equal([new ProfileId(3), new ProfileId(4)], directory.Numbers(new ProfileId(4)));
    }

    [Fact]
    public void Erase_InTheBatchInWhichTheyCame_NothingIsLeft()
    {
        _book.Happened([s_ann, s_mail], "Bought", Now - 5);
        _book.Erase(new ProfileId(1));
        var directory = Directory();

        Assert.Equal(0, directory.Count);
        Assert.Null(directory.Find(s_mail));
    }

    [Fact]
    public void Cut_OneProfile_EachHasItsOwn()
    {
        _book.Said([s_ann], "plan", "\"free\"", Now - 100);
        _book.Happened([s_mail], "Bought", Now - 50);
        _book.Join(s_ann, s_mail, Core.Facts.EdgeKind.Seen, Now - 20);
        Directory();

        _book.Cut(new ProfileId(1), new ProfileId(2));
        var directory = Directory();

        var (ann, mail) = (directory.Read(new ProfileId(1))!, directory.Read(new ProfileId(2))!);
        Assert.Equal([s_ann], ann.Identifiers);
        Assert.Equal([s_mail], mail.Identifiers);
        Assert.Equal((0, 1), (ann.Events, mail.Events));
        Assert.Equal((1, 0), (ann.Attributes.Count, mail.Attributes.Count));
        Assert.Equal((Now - 100, Now - 50), (ann.FirstSeen, mail.FirstSeen));
        Assert.Equal(new ProfileId(2), directory.Find(s_mail));
    }

    [Fact]
    public void Orders_OfWhoOrdersAndCancels_CountWhatStands()
    {
        Shop("Order Completed", 50, """{"order_id":"A-1","total":10.5,"currency":"EUR"}""");
        Shop("Order Completed", 40, """{"order_id":"A-2","revenue":"20","currency":"EUR"}""");
        // The same order once more, with other words.
        Shop("Order Completed", 39, """{"order_id":"a-2","revenue":"21","currency":"EUR"}""");
        Shop("Order Completed", 30, """{"order_id":"A-3","total":99,"currency":"EUR"}""");
        Shop("Order Cancelled", 29, """{"order_id":"A-3"}""");
        Shop("Order Completed", -5, """{"order_id":"A-4","total":7}""");

        var orders = Directory().Orders(new ProfileId(1));

        Assert.Equal((2, 31.5m, "EUR"), (orders.Orders, orders.Total, orders.Currency));
        Assert.Equal(new PlacedOrder("a-2", Now - 39, 21, "EUR"), orders.Last);
        // Nobody tells here when orders arrive.
        Assert.Null(orders.Open);
        Assert.Null(orders.Basket);
        Assert.Equal(OrderSummary.None, Directory().Orders(new ProfileId(9)));
    }

    [Fact]
    public void Orders_ThatWereRefunded_CountWithoutWhatWasGivenBack()
    {
        Shop("Order Completed", 50, """{"order_id":"A-1","total":10}""");
        Shop("Order Completed", 40, """{"order_id":"A-2","total":20}""");
        Shop("Order Refunded", 30, """{"order_id":"a-1","total":4}""");
        Shop("Order Refunded", 20, """{"order_id":"A-2"}""");

        var orders = Directory().Orders(new ProfileId(1));

        Assert.Equal((2, 6m), (orders.Orders, orders.Total));
    }

    [Fact]
    public void Orders_WhereTheirArrivalIsTold_KnowTheOneThatIsOpen()
    {
        Shop("Order Completed", 50, """{"order_id":"A-1","total":10,"currency":"EUR"}""");
        Shop("Order Completed", 40, """{"order_id":"A-2","total":10,"currency":"USD"}""");
        Shop("Order Delivered", 10, """{"order_id":"A-2"}""");
        Shop("Order Delivered", -10, """{"order_id":"A-1"}""");

        var orders = Directory().Orders(new ProfileId(1));

        Assert.Equal(("A-1", "A-2"), (orders.Open?.Number, orders.Last?.Number));
        Assert.Null(orders.Currency);
    }

    [Theory]
    [InlineData("Product Added", 5, false, true)]
    [InlineData("Checkout Started", 5, true, true)]
    [InlineData("Checkout Started", 60, true, false)]
    [InlineData("Product Viewed", 5, false, false)]
    public void Orders_BasketThatWasNotOrderedSince_IsTold(string happened, int before, bool checkout, bool told)
    {
        Shop("Order Completed", 50, """{"order_id":"A-1"}""");
        Shop(happened, before, "{}");

        Assert.Equal(told ? new OpenBasket(Now - before, checkout) : null, Directory().Orders(new ProfileId(1)).Basket);
    }

    private void Shop(string name, long before, string properties) => _book.Happened([s_ann], name, Now - before, properties);

    private IndexedProfileDirectory Directory()
    {
        foreach (var fact in _book.Facts.Skip(_applied)) _index.Apply(fact);
        _applied = _book.Facts.Count;
        _index.Publish();
        return new IndexedProfileDirectory(new LiveAudience(_index), Catalogue(), new StoppedClock(s_now));
    }

    private static GivenCatalogue Catalogue() => new(new ReferenceWorld { Facts = [], Properties = [new PropertyDeclaration("Order Completed", "gift.note", DataType.Text)] });
}
