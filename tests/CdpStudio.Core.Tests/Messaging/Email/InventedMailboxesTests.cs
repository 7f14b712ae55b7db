using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Messaging.Email;

public sealed class InventedMailboxesTests
{
    private static readonly EmailSetup s_withServer = new(
        new EmailServer("smtp.real.org", 587, StartTls: true, null, null), "Shop", new EmailSender("shop@real.org"), null, "", "https://real.org", 1);

    [Theory]
    [InlineData("ann@mail.demo.example", true)]
    [InlineData("ann@DEMO.example", true)]
    [InlineData("ann@notdemo.example", false)]
    [InlineData("ann@demo.example.org", false)]
    [InlineData("demo.example@real.org", false)]
    public async Task Send_WithAMailServer_LeavesOnlyForPeopleWhoExist(string to, bool invented)
    {
        using var database = new TestDatabase();
        var server = new FakeTransport();
        var transports = new EmailTransports([server], new MailTrap(database.Queue, new ManualClock()));
        await using var line = transports.For(s_withServer).Open(s_withServer);

        await line.SendAsync(new EmailMessage(null, "m1@real.org", "Shop", s_withServer.From, null, to, "Hello", "<p>Hello</p>", "Hello", null), default);

        await using var db = database.CreateDbContext();
        Assert.Equal(invented ? 0 : 1, server.Taken.Count);
        Assert.Equal(invented ? 1 : 0, await db.TrappedMails.CountAsync());
    }
}
