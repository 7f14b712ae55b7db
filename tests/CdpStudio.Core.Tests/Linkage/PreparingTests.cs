using CdpStudio.Core.Linkage;
using CdpStudio.Core.Linkage.Preparing;

namespace CdpStudio.Core.Tests.Linkage;

public sealed class PreparingTests
{
    [Theory]
    [InlineData("first_name", FieldKind.GivenName)]
    [InlineData("Vorname", FieldKind.GivenName)]
    [InlineData("Prénom", FieldKind.GivenName)]
    [InlineData("customerFirstName", FieldKind.GivenName)]
    [InlineData("surname", FieldKind.FamilyName)]
    [InlineData("Nachname", FieldKind.FamilyName)]
    [InlineData("dob", FieldKind.BirthDate)]
    [InlineData("date_of_birth", FieldKind.BirthDate)]
    [InlineData("address_1", FieldKind.Street)]
    [InlineData("street_number", FieldKind.StreetNumber)]
    [InlineData("suburb", FieldKind.Locality)]
    [InlineData("Billing City", FieldKind.Locality)]
    [InlineData("PLZ", FieldKind.Postcode)]
    [InlineData("zip-code", FieldKind.Postcode)]
    [InlineData("state", FieldKind.Region)]
    [InlineData("phone_number", FieldKind.Phone)]
    [InlineData("E-Mail", FieldKind.Email)]
    [InlineData("soc_sec_id", FieldKind.Identifier)]
    [InlineData("phone_home", FieldKind.Phone)]
    [InlineData("postcode_old", FieldKind.Postcode)]
    [InlineData("patient.dob", FieldKind.BirthDate)]
    [InlineData("occupation", FieldKind.Text)]
    [InlineData("created_by", FieldKind.Text)]
    [InlineData("company_name", FieldKind.Text)]
    public void Recognise_Header_SaysTheKind(string header, FieldKind kind)
    {
        string[] values = kind switch
        {
            FieldKind.BirthDate => ["1978-03-04", "1978-03-05", "1978-03-04"],
            FieldKind.Email => ["a@b.de", "c@d.de", "a@b.de"],
            FieldKind.Phone => ["020 7946 0123", "020 7946 0124", "020 7946 0123"],
            _ => ["x1", "x2", "x1"],
        };

        Assert.Equal(kind, KindRecognition.Recognise(header, values));
    }

    [Theory]
    [InlineData("email_status", "bounced", "sent")]
    [InlineData("date of birth", "March", "April")]
    [InlineData("phone_type", "home", "work")]
    [InlineData("postcode_known", "yes", "no")]
    public void Recognise_ValuesThatDoNotFitTheHeader_AreATextLikeOthers(string header, string first, string second) =>
        Assert.Equal(FieldKind.Text, KindRecognition.Recognise(header, [first, second, first]));

    [Fact]
    public void Recognise_Values_SayTheKindWhereTheHeaderDoesNot()
    {
        Assert.Equal(FieldKind.Email, KindRecognition.Recognise("login", ["a@b.de", "c@d.de", null]));
        Assert.Equal(FieldKind.Ignored, KindRecognition.Recognise("unique_id", ["1", "2", "3"]));
        Assert.Equal(FieldKind.Ignored, KindRecognition.Recognise("city", [null, " "]));
        Assert.Equal(FieldKind.Identifier, KindRecognition.Recognise("card", ["12345678", "87654321", "12345678"]));
        Assert.Equal(FieldKind.BirthDate, KindRecognition.Recognise("c", ["31.12.1999", "04.03.1978", "31.12.1999"]));
        Assert.Equal(FieldKind.Phone, KindRecognition.Recognise("h", ["+44 20 7946 0123", "(020) 7946-0124", "+44 20 7946 0123"]));
        Assert.Equal(FieldKind.Text, KindRecognition.Recognise("plan", ["basic", "pro", "basic"]));
        Assert.Equal(FieldKind.FullName, KindRecognition.Recognise("name", ["Ann Lee", "Bob Ray", "Cher"]));
    }

    [Fact]
    public void Recognise_NameBesideSurname_IsTheGivenName()
    {
        var table = LinkageTable.Recognise(["name", "surname"], [new("1", ["Ann", "Lee"]), new("2", ["Bob", "Ray"])]);

        Assert.Equal([FieldKind.GivenName, FieldKind.FamilyName], table.Fields.Select(f => f.Kind));
    }

    [Theory]
    [InlineData(FieldKind.GivenName, " José-María ", "jose maria")]
    [InlineData(FieldKind.FamilyName, "O'Brien", "obrien")]
    [InlineData(FieldKind.FamilyName, "Weiß", "weiss")]
    [InlineData(FieldKind.FamilyName, "Unknown", null)]
    [InlineData(FieldKind.Phone, "+44 (0)20 7946 0123", "79460123")]
    [InlineData(FieldKind.Phone, "020 7946 0123", "79460123")]
    [InlineData(FieldKind.Phone, "00000000", null)]
    [InlineData(FieldKind.Postcode, "SW1A 1AA", "sw1a1aa")]
    [InlineData(FieldKind.Email, " Ann@Web.DE ", "ann@web.de")]
    [InlineData(FieldKind.Locality, "  ", null)]
    public void NormalForm_OfAValue_IsWhatItsWritingsHaveInCommon(FieldKind kind, string value, string? form) =>
        Assert.Equal(form, NormalForm.Of(kind, value));

    [Theory]
    [InlineData("Ann Mary Lee", "ann mary", "lee")]
    [InlineData("Lee, Ann", "ann", "lee")]
    [InlineData("Ludwig van Beethoven", "ludwig", "van beethoven")]
    [InlineData("Cher", null, "cher")]
    public void Names_OfAFullName_AreParted(string full, string? given, string? family) => Assert.Equal((given, family), NormalForm.Names(full));

    [Theory]
    [InlineData("1978-03-04", "19780304")]
    [InlineData("19780304", "19780304")]
    [InlineData("1978-3-4T00:00:00Z", "19780304")]
    [InlineData("04.03.1978", "19780304")]
    [InlineData("19781399", "19781399")]
    [InlineData("March", null)]
    public void Dates_OfADayFirstColumn_AreYearFirst(string value, string? digits) => Assert.Equal(digits, new DateForms(["31.12.1999"]).Read(value));

    [Fact]
    public void Dates_OfAColumnWithTheMonthFirst_AreReadSo() => Assert.Equal("19780403", new DateForms(["12/31/1999", "04/03/1978"]).Read("04/03/1978"));
}
