using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Shell;
using CdpStudio.Web.Tests.Components;
using CdpStudio.Web.Tests.Segments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Tests.Profiles;

/// <summary>Whoever looks for a person sees by what somebody was found, where it is not plain.</summary>
public sealed class PeopleSearchTests : ComponentTest
{
    private static readonly Identifier s_mail = new(IdentifierNamespace.Email, "ann@example.com");

    private readonly GivenPeople _people = new();

    public PeopleSearchTests()
    {
        Services.AddSingleton<IProfileDirectory>(_people);
        Services.AddSingleton<IAudienceEngine>(new FakeEngine());
        this.AddAuthorization().SetAuthorized("Linh");
    }

    [Theory]
    [MemberData(nameof(WaysToBeFound))]
    public void Page_OfWhoWasFound_SaysByWhatWhereItIsNotPlain(string? name, string by, string? said)
    {
        _people.Add("asked", name, ByOf(by), [s_mail, .. Others(by)]);

        var page = Open("/profiles?q=asked");

        Assert.Equal(said, page.FindAll("tbody .found").SingleOrDefault()?.TextContent);
        Assert.Equal(name ?? s_mail.Value, page.Find("tbody bdi.strong").TextContent);
    }

    public static TheoryData<string?, string, string?> WaysToBeFound => new()
    {
        { "Ann Lee", "order", "Order 1042" },
        { "Ann Lee", "name Lee", null },
        { "Ann Lee", "name Smith", "Name: Smith" },
        { null, "name Smith", "Name: Smith" },
        { "Ann Lee", "identifier", null },
    };

    [Fact]
    public void Page_NobodyFound_SaysByWhatWasLooked()
    {
        var page = Open("/profiles?q=zoe");

        Assert.Equal("Nobody is found by “zoe”: no name, identifier or order number is like it.", page.Find(".none").TextContent);
        Assert.Contains("name, order number", page.Find("[aria-label^='Find by']").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ann Lee", "order", "Order 1042, Profile")]
    [InlineData("Ann Lee", "name Ann", "Profile")]
    [InlineData("Ann Lee", "identifier", "Known as ann@example.com, Profile")]
    [InlineData(null, "identifier", "Profile")]
    public async Task GoTo_SomebodyFound_SaysByWhatWhereTheNameDoesNot(string? name, string by, string kind)
    {
        _people.Add("asked", name, ByOf(by), s_mail);
        var finder = new ProfileFinder(
            SeenPeople.AsTheyAre(_people), Services.GetRequiredService<IStringLocalizer<ShellTexts>>(), Services.GetRequiredService<IStringLocalizer<ProfileTexts>>(),
            Services.GetRequiredService<ViewCulture>());

        var item = Assert.Single(await finder.FindAsync("asked", CancellationToken.None));

        Assert.Equal((name ?? s_mail.Value, kind, "/profiles/1"), (item.Text, item.Kind, item.Href));
    }

    [Fact]
    public void Picker_OneOfSeveralOffered_IsWhoWasMeant()
    {
        // Both are known by the same value, of different namespaces.
        _people.Add("7", "Bob Lee", new FoundBy.Identifier(), new Identifier(IdentifierNamespace.UserId, "7"));
        _people.Add("1042", "Ann Lee", new FoundBy.Order("Order Completed", "1042"), new Identifier(IdentifierNamespace.DeviceId, "7"));
        ProfileRecord? picked = null;
        var picker = Render<PersonPicker>(p => p.Add(c => c.Label, "Person").Add(c => c.OnPick, (ProfileRecord? person) => picked = person));

        picker.Find("input").Input("1042");
        Assert.Contains("Order 1042", picker.Find("[role=option]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Ann Lee", picker.Find("[role=option]").TextContent, StringComparison.Ordinal);
        picker.Find("[role=option]").Click();

        Assert.Equal(new ProfileId(2), picked?.Id);
        Assert.Equal("Ann Lee", picker.Find("[role=status] bdi").TextContent);
    }

    private IRenderedComponent<ProfilesPage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<ProfilesPage>();
    }

    private static FoundBy ByOf(string by) => by.Split(' ') switch
    {
        ["order"] => new FoundBy.Order("Order Completed", "1042"),
        ["name", var value] => new FoundBy.Name("last_name", value),
        _ => new FoundBy.Identifier(),
    };

    private static Identifier[] Others(string by) => by == "identifier" ? [new Identifier(IdentifierNamespace.Phone, "+491")] : [];
}
