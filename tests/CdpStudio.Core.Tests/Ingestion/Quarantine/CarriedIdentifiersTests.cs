using System.Text;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Ingestion.Quarantine;

public sealed class CarriedIdentifiersTests
{
    private static readonly CarriedIdentifiers s_carried = new(
    [
        new Identifier(IdentifierNamespace.UserId, "7"),
        new Identifier(IdentifierNamespace.UserId, "customer-äöü"),
        new Identifier(IdentifierNamespace.Email, "Ann@Mail.example"),
        new Identifier(IdentifierNamespace.Phone, "+49 170 1234567"),
    ],
    IdentityRules.BuiltIn);

    [Theory]
    [InlineData("""{"userId":"7"}""", true)]
    [InlineData("""{"userId":7}""", true)]
    [InlineData("""{"properties":{"quantity":7,"size":"7"}}""", false)]
    [InlineData("""{"identifiers":[{"namespace":"loyalty","value":"7"}]}""", true)]
    [InlineData("""{"userId":"17"}""", false)]
    [InlineData("""{"traits":{"whatever":{"deep":["ANN@mail.example"]}}}""", true)]
    [InlineData("""{"traits":{"email":"joann@mail.example"}}""", false)]
    [InlineData("""{"userId":"customer-\u00e4\u00F6\u00fc"}""", true)]
    [InlineData("""{"note":"customer-a\u0308öü"}""", true)]
    [InlineData("""{"mobile":"0049 (170) 123-45 67"}""", true)]
    [InlineData("""{"note":"call ann@mail.example"}""", false)]
    [InlineData("""{"userId":"\ud800","email":"ann@mail.example" """, true)]
    [InlineData("""{"email":"ann@mail.example","x": """, true)]
    [InlineData("""{"email":"joann@mail.example","x": """, false)]
    [InlineData("not JSON, from ann@mail.example.", true)]
    [InlineData("not JSON, number 7", false)]
    [InlineData("", false)]
    public void AreIn_WhateverWasSent_FindsWholeIdentifiersAlone(string payload, bool expected) =>
        Assert.Equal(expected, s_carried.AreIn(Encoding.UTF8.GetBytes(payload)));

    [Theory]
    [InlineData("0170 1234567", true)]
    [InlineData("+491701234567", true)]
    [InlineData("0171 1234567", false)]
    public void Is_ANumberAsItsCountryWritesIt_IsTheSame(string cell, bool found)
    {
        var rules = new IdentityRules([new NamespaceRule { Namespace = IdentifierNamespace.Phone, Country = "DE" }]);

        Assert.Equal(found, new CarriedIdentifiers([new Identifier(IdentifierNamespace.Phone, "+49 170 1234567")], rules).Is(cell, expected: false));
        Assert.False(s_carried.Is("0170 1234567", expected: false));
    }

    [Theory]
    [InlineData("7", true, true)]
    [InlineData("7", false, false)]
    [InlineData(" ann@mail.example ", false, true)]
    [InlineData("", true, false)]
    public void Is_ACell_CountsShortOnesWhereTheyAreExpected(string cell, bool expected, bool found) => Assert.Equal(found, s_carried.Is(cell, expected));
}
