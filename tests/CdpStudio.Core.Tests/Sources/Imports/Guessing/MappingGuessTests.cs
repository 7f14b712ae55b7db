using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Tests.Sources.Imports.Guessing;

public sealed class MappingGuessTests
{
    [Theory]
    [InlineData("E-Mail", "jg@example.de", "identifier:email", null, null)]
    [InlineData("邮箱", "wang@example.cn", "identifier:email", null, null)]
    [InlineData("Kontakt", "a@x.de", "identifier:email", null, null)] // by its values
    [InlineData("email", "never", "attribute:email", null, null)] // the name alone is not enough
    [InlineData("Telefon", "+49 30 901820", "identifier:phone", null, null)]
    [InlineData("Kundennr", "00704418", "identifier:user_id", null, null)]
    [InlineData("customer_id", "7", "identifier:user_id", null, null)]
    [InlineData("Land", "DE", "attribute:country", null, null)]
    [InlineData("Geburtsdatum", "14.03.1988", "attribute:birthday", "datetime", "d.M.yyyy")]
    [InlineData("last_purchase", "2026-11-14", "attribute:last_purchase", "datetime", null)]
    [InlineData("joined", "11/24/2026", "attribute:joined", "datetime", "M/d/yyyy")]
    [InlineData("joined", "3/4/2026 5:06 PM", "attribute:joined", "datetime", "M/d/yyyy h:mm tt")]
    [InlineData("total_spent", "1.284,50", "attribute:total_spent", "number", "de-DE")]
    [InlineData("total_spent", "1,284.50", "attribute:total_spent", "number", "en-US")]
    [InlineData("age", "42", "attribute:age", "number", null)]
    [InlineData("card_no", "00704418", "attribute:card_no", null, null)] // zeros stay
    [InlineData("iban", "9000000000000000001", "attribute:iban", null, null)]
    [InlineData("newsletter", "ja", "attribute:newsletter", "boolean", null)]
    [InlineData("notes", "calls after 5 pm", "attribute:notes", null, null)]
    public void Of_ColumnOfAProfile_IsGuessedByNameAndValues(string name, string value, string to, string? type, string? format)
    {
        var guess = MappingGuess.Of([name], [[value]]);

        Assert.Equal(ImportKind.Profiles, guess.Kind);
        Assert.Equal(new DraftColumn(name, to, type, format), DraftColumn.Of(guess.Columns.Single()));
    }

    [Theory]
    [InlineData("1405/02/31", "yyyy/M/d", "fa-IR", "\"2026-05-21\"")]
    [InlineData("1405-01-01", "yyyy-M-d", "fa-IR", "\"2026-03-21\"")]
    [InlineData("1405/01/01 17:30", "yyyy/M/d H:mm", "fa-IR", "\"2026-03-21T17:30:00\"")]
    [InlineData("2026/01/01", "yyyy/M/d", null, "\"2026-01-01\"")]
    public void Of_YearsOfThePersianCalendar_AreReadAsSuch(string value, string format, string? culture, string read)
    {
        var column = MappingGuess.Of(["tarikh"], [[value]]).Columns.Single();

        Assert.Equal(new DraftColumn("tarikh", "attribute:tarikh", "datetime", format) { Culture = culture }, DraftColumn.Of(column));
        // Also through the words of the mapping's JSON.
        Assert.True(DraftColumn.Of(column).ToGuess().Format.TryRead(value, out var json));
        Assert.Equal(read, json);
    }

    [Theory]
    [InlineData("1405/01/20,1405/02/31,1405/03/01,1405/03/02,1405/03/03,1405/03/04,1405/03/05,1405/03/06,1405/03/07,-", "datetime")] // one of ten may be anything
    [InlineData("1447/01/20", null)] // years of the moon
    [InlineData("20-1-1405", null)] // no pattern of ours
    [InlineData("1405", "number")]
    public void Of_YearsOfTheMiddleAges_AreNeverGregorian(string values, string? type)
    {
        var column = DraftColumn.Of(MappingGuess.Of(["x"], [values.Split(',')]).Columns.Single());

        Assert.Equal((type, type == "datetime" ? "fa-IR" : null), (column.Type, column.Culture));
    }

    [Theory]
    [InlineData("1’234.56", "de-CH")]
    [InlineData("1'234.56", "de-CH")]
    [InlineData("۱٬۲۳۴٫۵۶", "fa-IR")]
    public void Of_NumbersOfSwissAndPersianHands_AreNumbers(string value, string culture) =>
        Assert.Equal(new DraftColumn("x", "attribute:x", "number", culture), DraftColumn.Of(MappingGuess.Of(["x"], [[value]]).Columns.Single()));

    [Fact]
    public void Of_OrderLines_AreEventsWithTheirTime()
    {
        var guess = MappingGuess.Of(
            ["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"],
            [["536365"], ["85123A"], ["6"], ["2010-12-01 08:26:00"], ["2.55"], ["17850"], ["United Kingdom"]]);

        Assert.Equal((ImportKind.Events, "InvoiceDate"), (guess.Kind, guess.Timestamp!.From));
        Assert.Equal(
            ["property:InvoiceNo", "property:StockCode", "property:Quantity", null, "property:UnitPrice", "identifier:user_id", "property:Country"],
            guess.Columns.Select(c => DraftColumn.Of(c).To));
    }

    [Fact]
    public void Of_TwoColumnsOfOneMeaning_FillItOnce()
    {
        var guess = MappingGuess.Of(["Land", "Country"], [["DE"], ["DE"]]);

        Assert.Equal(["attribute:country", "attribute:Country"], guess.Columns.Select(c => DraftColumn.Of(c).To));
    }

    [Fact]
    public async Task RunAsync_ValuesThatDoNotFit_AreCountedWithExamplesAndLines()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "id,mail,born,left\n1,a@x.de,1988-03-14,\n2,n/a,,x\n3,b@x.de,31.02.1988,y\n4,n/a,unknown,x\n");
        var reading = new FileReading(TextEncoding.Utf8, ',', HasHeader: true);
        GuessedColumn[] columns =
        [
            new("id", new ColumnTarget.Identifier("user_id"), new CellFormat.Text()),
            new("mail", new ColumnTarget.Identifier("email"), new CellFormat.Text()),
            new("born", new ColumnTarget.Attribute("born"), new CellFormat.DateTime()),
            new("left", null, new CellFormat.Text()),
        ];

        var check = await MappingCheck.RunAsync(path, reading, columns, null, default);

        Assert.Equal((4, true), (check.Rows, check.IsWhole));
        Assert.Equal([(4, 0), (4, 2), (3, 2), (3, 0)], check.Columns.Select(c => ((int)c.Filled, (int)c.Misfits)));
        Assert.Equal([new MisfitExample("n/a", 3)], check.Columns[1].Examples);
        Assert.Equal([new MisfitExample("31.02.1988", 4), new MisfitExample("unknown", 5)], check.Columns[2].Examples);
        Assert.Equal(["x", "y"], check.Columns[3].Samples);
        File.Delete(path);
    }

    [Fact]
    public void ToMapping_ChoicesThatAreWhole_AreTheMapping()
    {
        var choices = DraftChoices.Of(
            new FileReading(TextEncoding.Find("cp1252")!, ';', HasHeader: true),
            MappingGuess.Of(["Kundennr", "E-Mail", "Land"], [["1"], ["a@x.de"], ["DE"]]));
        choices = choices with { Columns = [choices.Columns[0], choices.Columns[1] with { To = null }, choices.Columns[2]] };

        var mapping = Assert.IsType<MappingReading.Read>(DraftChoices.Read(choices.Write()).ToMapping()).Mapping;

        Assert.Equal(["Kundennr", "Land"], mapping.Columns.Select(c => c.From));
        Assert.Equal(("windows-1252", ';'), (mapping.Encoding!.Name, mapping.Separator));
    }

    [Fact]
    public void ToMapping_EventsWithoutAName_AreRefusedThere()
    {
        var choices = DraftChoices.Of(new FileReading(TextEncoding.Utf8, ',', true), MappingGuess.Of(["id"], [["1"]])) with { Kind = "events", Event = " " };

        Assert.Equal("/event", Assert.IsType<MappingReading.Refused>(choices.ToMapping()).Pointer);
    }
}
