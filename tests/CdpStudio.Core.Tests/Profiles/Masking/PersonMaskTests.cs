using System.Text;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Tests.Testing;
using DeclaredEvent = CdpStudio.Core.Catalogue.DeclaredEvent;
using DeclaredProperty = CdpStudio.Core.Catalogue.DeclaredProperty;

namespace CdpStudio.Core.Tests.Profiles.Masking;

/// <summary>One person under masks: by what is declared, by how names sound, and wherever a value is repeated.</summary>
public sealed class PersonMaskTests
{
    private static readonly Identifier s_mail = new(IdentifierNamespace.Email, "quetzal@canary.example");
    private static readonly Identifier s_otherMail = new(IdentifierNamespace.Email, "quirin@cannes.example");
    private static readonly Identifier s_user = new(IdentifierNamespace.UserId, "customer-7");

    private static readonly ProfileRecord s_person = new(
        new ProfileId(1),
        [s_mail, s_otherMail, s_user, new(IdentifierNamespace.Phone, "+84901234512"), new(IdentifierNamespace.DeviceId, "quetzal@canary.example")],
        [Said("name", "\"Quetzal Canary\""), Said("shoe", "44"), Said("plan", "\"pro\""), Said("note", "\"Ask Quetzal Canary, 0901 234 512, first\"")],
        0, 0, 0);

    private readonly CatalogueContent _catalogue = new(
        new Dictionary<string, DeclaredAttribute>
        {
            ["SHOE"] = new() { Key = "SHOE", Name = "shoe", Pii = true }, ["HOTLINE_PHONE"] = new() { Key = "HOTLINE_PHONE", Name = "hotline_phone", Pii = false },
        },
        new Dictionary<string, DeclaredEvent>
        {
            ["PAID"] = new() { Key = "PAID", Name = "Paid", Properties = [new DeclaredProperty { Name = "card", Pii = true }, new DeclaredProperty { Name = "sent.email", Pii = false }] },
        });

    private PersonMask Mask => new(_catalogue, s_person.Identifiers, [.. s_person.Attributes, Said("name", "\"Quetzal Oldname\"")]);

    [Fact]
    public void Profile_HasNoAddressNameOrDeclaredValue()
    {
        var shown = Mask.Of(s_person);

        Assert.Equal(
            ["q•••@c•••.example", "q•••@c•••.example (2)", "customer-7", "+84 ••• ••12", "q•••@c•••.example"], shown.Identifiers.Select(i => i.Value));
        Assert.Equal(["Q••• C•••", "•••", "pro", "Ask Q••• C•••, ••• ••12, first"], shown.Attributes.Select(a => JsonSerializer.Deserialize<string>(a.Value!)));
        Assert.Equal("Q••• C•••", ProfileName.Of(shown));
    }

    [Fact]
    public void Identifiers_OfOnePerson_NeverLookAlike()
    {
        var identifiers = Enumerable.Range(0, 40).Select(i => new Identifier(IdentifierNamespace.Email, $"a{i}@example.com")).ToList();

        var shown = identifiers.ConvertAll(new PersonMask(_catalogue, identifiers, []).Of);

        Assert.Equal(identifiers.Count, shown.Distinct().Count());
    }

    [Fact]
    public void Event_HidesWhatIsDeclaredSoundsOrIsRepeated()
    {
        var happened = new Fact.Event(
            1, 0, s_person.Id, new SourceId(1), "Paid", 0,
            """
            {"card":4111,"total":12.50,"to":{"firstName":"Zoe","email":"zoe@else.example"},"sent":{"email":"newsletter"},"text":"for QUETZAL canary (once Oldname)",
             "list":["Quetzal",7],"callback":84901234512,"quetzal@canary.example":"x","product":"Quetzalcoatl"}
            """,
            """{"ip":"10.1.2.3","traits":{"name":"Zoe","plan":"pro"},"page":{"url":"https://shop.example/?u=quetzal@canary.example"} }""", "msg-quetzal@canary.example", [s_mail, s_user]);

        var shown = Mask.Of(happened);

        var properties = JsonSerializer.Deserialize<JsonElement>(shown.Properties);
        Assert.Equal("•••", properties.GetProperty("card").GetString());
        Assert.Equal("12.50", properties.GetProperty("total").GetRawText());
        Assert.Equal(("Z•••", "z•••@e•••.example"), (properties.GetProperty("to").GetProperty("firstName").GetString(), properties.GetProperty("to").GetProperty("email").GetString()));
        Assert.Equal("newsletter", properties.GetProperty("sent").GetProperty("email").GetString());
        Assert.Equal("for Q••• C••• (once O•••)", properties.GetProperty("text").GetString());
        Assert.Equal("Q•••", properties.GetProperty("list")[0].GetString());
        Assert.Equal("•••", properties.GetProperty("callback").GetString());
        Assert.Equal("Quetzalcoatl", properties.GetProperty("product").GetString());
        Assert.Equal("x", properties.GetProperty("q•••@c•••.example").GetString());
        foreach (var secret in new[] { "canary.example", "10.1.2.3", "Zoe", "4111", "901234512" })
            Assert.DoesNotContain(secret, shown.Properties + shown.Context + shown.MessageId + shown.Identifiers[0].Value, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Event_WithTextThatHoldsHalfALetter_KeepsNoLetterOfThatText()
    {
        var happened = new Fact.Event(
            1, 0, s_person.Id, new SourceId(1), "Paid", 0, """{"raw":"{\"name\":\"Zoe\",\"sign\":\"\\ud800\"}","plan":"pro"}""", null, "m", [s_user]);

        var properties = JsonSerializer.Deserialize<JsonElement>(Mask.Of(happened).Properties);

        Assert.DoesNotContain("Zoe", properties.GetProperty("raw").GetString(), StringComparison.Ordinal);
        Assert.Equal("pro", properties.GetProperty("plan").GetString());
    }

    [Theory]
    [InlineData("""{"type":"identify","userId":"customer-7","traits":{"email":"new@else.example","name":"Zoe Elsewhere","hotline_phone":"112","plan":"pro"},"note":"Zoe Elsewhere, alias Quetzal Canary"}""")]
    [InlineData("""{"batch":[{"type":"track","userId":"new@else.example","event":"Paid","properties":{"card":"Zoe"}},{"type":"identify","anonymousId":"x","traits":{"phone":"+84901999888"}}]}""")]
    [InlineData("""{"Key":"1","Identifiers":[{"Namespace":"email","Value":"new@else.example"}],"Timestamp":1,"Traits":"{\"name\":\"Zoe Elsewhere\",\"phone\":\"+84901999888\"}"}""")]
    [InlineData("""{"userId":"customer-7","broken":"Zoe""")]
    [InlineData("""{"userId":"\ud800","name":"Zoe"}""")]
    [InlineData("""{"Traits":"{\"sign\":\"\\ud800\",\"name\":\"Zoe\"}","note":"Zoe called"}""")]
    [InlineData("new@else.example;Zoe;+84901999888")]
    public void Message_OfWhoever_HasNothingOfThem(string message)
    {
        var masker = new Masker(() => _catalogue, new OnePersonDirectory(s_person));

        var shown = Encoding.UTF8.GetString(masker.Message(Encoding.UTF8.GetBytes(message)));

        foreach (var secret in new[] { "else.example", "Zoe", "Elsewhere", "Quetzal", "901999888" }) Assert.DoesNotContain(secret, shown, StringComparison.OrdinalIgnoreCase);
        if (message.Contains("plan", StringComparison.Ordinal)) Assert.Contains("\"hotline_phone\":\"112\",\"plan\":\"pro\"", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_WithAPersonsValuesAnywhere_NeverHoldsOneOfThem()
    {
        var random = new Random(RunSeed.Value);
        string[] secrets = ["quetzal@canary.example", "Quetzal Canary", "Quetzal", "+84901234512", "0901 234 512"];
        // Whole words are hidden: what stands inside another word is not theirs.
        string[] around = [" ", ", ", "(", ")", " x ", " 7 ", "\n", "/", ": ", "—"];
        for (var run = 0; run < 2_000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
                around[random.Next(around.Length)] + secrets[random.Next(secrets.Length)] + around[random.Next(around.Length)]));

            var shown = Mask.Text(text);

            Assert.False(
                shown.Contains("quetzal", StringComparison.OrdinalIgnoreCase) || shown.Contains("canary", StringComparison.OrdinalIgnoreCase) || shown.Contains("901", StringComparison.Ordinal),
                $"'{text}' became '{shown}', seed {RunSeed.Value}");
        }
    }

    private static AttributeAssertion Said(string name, string json) => new(name, json, DataType.Text, new SourceId(1), 0, 1);
}
