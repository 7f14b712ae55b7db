using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Messaging.Email;

public sealed class ChangeEmailSettingsTests : IDisposable
{
    private static readonly ChangeEmailSettings s_good = new(
        "smtp.example.com", 587, true, "ann", "s3cret", "Kilim & Co", "News@Kilim.example", "", "1 Weaver Street", "https://cdp.example/", 8, "Linh");

    private readonly TestDatabase _database = new();
    private readonly EmailSecrets _secrets = new(new EphemeralDataProtectionProvider());

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Change_ToAServer_IsWhatTheNextMailLeavesBy()
    {
        Assert.IsType<ChangeEmailSettingsResult.Changed>(await ChangeAsync(s_good));

        var setup = await SetupAsync();
        Assert.Equal(new EmailServer("smtp.example.com", 587, true, "ann", "s3cret"), setup.Server);
        Assert.Equal("News@kilim.example", setup.From.Address);
        Assert.Equal("https://cdp.example", setup.PublicAddress);
    }

    [Fact]
    public async Task Change_APassword_IsStoredEncryptedAndPrintedNowhere()
    {
        await ChangeAsync(s_good);

        await using var db = _database.CreateDbContext();
        var settings = await db.EmailSettings.SingleAsync();
        Assert.DoesNotContain("s3cret", settings.Secret, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", (await SetupAsync()).ToString(), StringComparison.Ordinal);
        Assert.True((await new EmailSettingsView(_database).ReadAsync(default)).HasPassword);
    }

    [Fact]
    public async Task Change_WithoutAPassword_KeepsTheOneThatIsThereAndWithoutAUserForgetsIt()
    {
        await ChangeAsync(s_good);
        await ChangeAsync(s_good with { Password = null, Port = 25 });
        Assert.Equal("s3cret", (await SetupAsync()).Server!.Password);

        await ChangeAsync(s_good with { Password = null, UserName = " " });
        Assert.Null((await SetupAsync()).Server!.Password);
    }

    [Fact]
    public async Task Change_ToNoServer_NeedsNothingElseAndTheTrapTakesAll()
    {
        Assert.IsType<ChangeEmailSettingsResult.Changed>(
            await ChangeAsync(s_good with { Host = " ", FromAddress = "", PostalAddress = "", PublicAddress = "" }));

        Assert.Null((await SetupAsync()).Server);
    }

    [Theory]
    [InlineData("Host", "not a host!")]
    [InlineData("Host", "a/b")]
    [InlineData("FromAddress", "")]
    [InlineData("FromAddress", "news")]
    [InlineData("FromAddress", "a@b.example, c@d.example")]
    [InlineData("ReplyTo", "nonsense")]
    [InlineData("PostalAddress", "  ")]
    [InlineData("PublicAddress", "")]
    [InlineData("PublicAddress", "javascript:alert(1)")]
    [InlineData("PublicAddress", "https://a.example/?x=1")]
    [InlineData("PublicAddress", "https://u:p@a.example")]
    [InlineData("PublicAddress", "https://a.example/\"><x")]
    [InlineData("FromName", "two\nlines")]
    [InlineData("UserName", "two\nlines")]
    [InlineData("Password", "two\nlines")]
    [InlineData("Port", "0")]
    [InlineData("Port", "65536")]
    [InlineData("Connections", "0")]
    [InlineData("Connections", "33")]
    public async Task Change_WhatCannotBeSo_IsRefusedByNameAndNothingChanges(string setting, string value)
    {
        var wrong = Enum.Parse<EmailSetting>(setting);
        var command = wrong switch
        {
            EmailSetting.Host => s_good with { Host = value },
            EmailSetting.FromAddress => s_good with { FromAddress = value },
            EmailSetting.ReplyTo => s_good with { ReplyTo = value },
            EmailSetting.PostalAddress => s_good with { PostalAddress = value },
            EmailSetting.PublicAddress => s_good with { PublicAddress = value },
            EmailSetting.FromName => s_good with { FromName = value },
            EmailSetting.UserName => s_good with { UserName = value },
            EmailSetting.Password => s_good with { Password = value },
            EmailSetting.Port => s_good with { Port = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
            _ => s_good with { Connections = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
        };

        var refused = Assert.IsType<ChangeEmailSettingsResult.Refused>(await ChangeAsync(command));

        Assert.Equal([wrong], refused.Wrong);
        Assert.Null((await SetupAsync()).Server);
    }

    private Task<ChangeEmailSettingsResult> ChangeAsync(ChangeEmailSettings command) =>
        new ChangeEmailSettingsHandler(_database.Queue, _secrets, new ManualClock(), NullLogger<ChangeEmailSettingsHandler>.Instance).HandleAsync(command, default);

    private Task<EmailSetup> SetupAsync() => new EmailSetups(_database, new OwnAddress(), _secrets).ReadAsync(default);
}
