using CdpStudio.Core.Catalogue;

namespace CdpStudio.Core.Tests.Catalogue;

public sealed class PersonalNamesTests
{
    [Theory]
    [InlineData("email")]
    [InlineData("Email2")]
    [InlineData("e_mail")]
    [InlineData("workEmail")]
    [InlineData("email_address")]
    [InlineData("phone_number")]
    [InlineData("mobilePhone")]
    [InlineData("address")]
    [InlineData("address.city")]
    [InlineData("address_line_1")]
    [InlineData("delivery.street")]
    [InlineData("firstName")]
    [InlineData("LAST_NAME")]
    [InlineData("customer-name")]
    [InlineData("name")]
    [InlineData("birth_date")]
    [InlineData("date_of_birth")]
    [InlineData("DOB")]
    [InlineData("ip")]
    [InlineData("ipAddress")]
    [InlineData("Geburtsdatum")]
    [InlineData("姓名")]
    [InlineData("手机号")]
    [InlineData("Địa chỉ")]
    [InlineData("ngay_sinh")]
    [InlineData("ایمیل")]
    public void Attribute_ThatSoundsPersonal_Is(string name) => Assert.True(PersonalNames.OfAttribute(name));

    [Theory]
    [InlineData("plan")]
    [InlineData("country")]
    [InlineData("email_opt_in")]
    [InlineData("emailVerified")]
    [InlineData("phone_brand")]
    [InlineData("plan_name")]
    [InlineData("company.name")]
    [InlineData("points")]
    [InlineData("shipping")]
    [InlineData("mailing_list")]
    [InlineData("")]
    [InlineData("...")]
    public void Attribute_OfAnythingElse_IsNot(string name) => Assert.False(PersonalNames.OfAttribute(name));

    [Theory]
    [InlineData("name", false)]
    [InlineData("product.name", false)]
    [InlineData("recipient.first_name", true)]
    [InlineData("to.email", true)]
    public void Property_CalledName_IsMostlyAThings(string path, bool personal) => Assert.Equal(personal, PersonalNames.OfProperty(path));

    [Fact]
    public void Content_WhatSomebodySaid_GoesBeforeHowItSounds()
    {
        var content = new CatalogueContent(
            new Dictionary<string, DeclaredAttribute>
            {
                ["SUPPORT_EMAIL"] = new() { Key = "SUPPORT_EMAIL", Name = "support_email", Pii = false },
                ["HEALTH"] = new() { Key = "HEALTH", Name = "health", Pii = true },
            },
            new Dictionary<string, DeclaredEvent>
            {
                ["SIGNED UP"] = new() { Key = "SIGNED UP", Name = "Signed Up", Properties = [new DeclaredProperty { Name = "code", Pii = true }, new DeclaredProperty { Name = "email", Pii = false }] },
            });

        Assert.Equal((false, true, true), (content.IsPersonal("Support_Email"), content.IsPersonal("health.blood"), content.IsPersonal("email")));
        Assert.Equal((true, false, false), (content.IsPersonal("signed up", "CODE"), content.IsPersonal("Signed Up", "email"), content.IsPersonal("Other", "code")));
        Assert.Equal((true, true), (content.IsPersonal("Signed*", "code"), content.IsPersonal("Other", "email")));
    }
}
