using CdpStudio.Core.Linkage;
using CdpStudio.Core.Linkage.Comparing;

namespace CdpStudio.Core.Tests.Linkage;

public sealed class FieldComparisonTests
{
    [Theory]
    [InlineData(FieldKind.GivenName, "robert", "rob", Agreement.Beginning)]
    [InlineData(FieldKind.GivenName, "anna", "a", Agreement.Beginning)]
    [InlineData(FieldKind.GivenName, "theodore", "etheodroe", Agreement.Similar)]
    [InlineData(FieldKind.GivenName, "mary ann", "mary", Agreement.Beginning)]
    [InlineData(FieldKind.FamilyName, "mason", "mitchell", Agreement.Different)]
    [InlineData(FieldKind.FamilyName, "garcia lopez", "lopez", Agreement.Similar)]
    [InlineData(FieldKind.BirthDate, "19780304", "19780403", Agreement.Swapped)]
    [InlineData(FieldKind.BirthDate, "19780304", "19870304", Agreement.OneTypo)]
    [InlineData(FieldKind.BirthDate, "19780304", "19780325", Agreement.PartSame)]
    [InlineData(FieldKind.BirthDate, "19780819", "19790818", Agreement.Close)]
    [InlineData(FieldKind.BirthDate, "19791231", "19800101", Agreement.Close)]
    [InlineData(FieldKind.BirthDate, "19780304", "19951120", Agreement.Different)]
    [InlineData(FieldKind.Email, "evie@harris.net", "evi@harris.net", Agreement.OneTypo)]
    [InlineData(FieldKind.Email, "evied56@harris-bailey.net", "evied56@harr", Agreement.Close)]
    [InlineData(FieldKind.Email, "evied56@harris-bailey.net", "evihd56@earris-bailey.net", Agreement.Close)]
    [InlineData(FieldKind.Email, "evie.harris@one.net", "evie.harris@elsewhere.com", Agreement.PartSame)]
    [InlineData(FieldKind.Email, "evie.harris@gmail.com", "evie.harris@yahoo.com", Agreement.PartSame)]
    [InlineData(FieldKind.Email, "evie@harris.net", "tom@web.de", Agreement.Different)]
    [InlineData(FieldKind.Phone, "20794601", "20794610", Agreement.OneTypo)]
    [InlineData(FieldKind.Identifier, "1234567", "1234599", Agreement.Close)]
    [InlineData(FieldKind.Identifier, "123", "124", Agreement.Different)]
    [InlineData(FieldKind.StreetNumber, "60", "600", Agreement.OneTypo)]
    [InlineData(FieldKind.StreetNumber, "6", "7", Agreement.Different)]
    [InlineData(FieldKind.Postcode, "4011", "4101", Agreement.OneTypo)]
    [InlineData(FieldKind.Postcode, "sw1a1aa", "sw1a2bb", Agreement.PartSame)]
    [InlineData(FieldKind.Locality, "london", "lonon", Agreement.Close)]
    [InlineData(FieldKind.Street, "high street", "station road", Agreement.Different)]
    public void Compare_TwoForms_HaveTheirLevel(FieldKind kind, string a, string b, Agreement expected)
    {
        var comparison = FieldComparison.For(kind);

        Assert.Equal(expected, comparison.Levels[comparison.Compare(a, b)]);
        Assert.Equal(expected, comparison.Levels[comparison.Compare(b, a)]);
    }

    [Theory]
    [InlineData("ann.lee@web.de", "ann", "lee", true)]
    [InlineData("a_lee@web.de", "ann", "lee", true)]
    [InlineData("lee@web.de", "", "lee", true)]
    [InlineData("ann.lee7@web.de", "ann", "lee", false)]
    [InlineData("sunny@web.de", "ann", "lee", false)]
    [InlineData("ann.lee@web.de", "", "", false)]
    public void IsMadeOf_AnAddress_LooksForNothingButNames(string address, string given, string family, bool expected) =>
        Assert.Equal(expected, EmailComparison.IsMadeOf(address, given, family));

    [Fact]
    public void Levels_OfEveryKind_FitThreeBitsAndEndWithDifferent() =>
        Assert.All(Enum.GetValues<FieldKind>(), kind =>
        {
            var levels = FieldComparison.For(kind).Levels;

            Assert.InRange(levels.Count, 2, 7);
            Assert.Equal(Agreement.Same, levels[0]);
            Assert.Equal(Agreement.Different, levels[^1]);
        });
}
