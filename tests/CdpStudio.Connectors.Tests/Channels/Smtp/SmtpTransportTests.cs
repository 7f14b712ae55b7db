using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using CdpStudio.Connectors.Channels.Smtp;
using CdpStudio.Connectors.Outbound;
using CdpStudio.Core.Messaging.Email;
using Microsoft.Extensions.Options;

namespace CdpStudio.Connectors.Tests.Channels.Smtp;

public sealed partial class SmtpTransportTests : EmailTransportContract, IAsyncLifetime, IAsyncDisposable
{
    private readonly ScriptedSmtpServer _server = new();

    private protected override IEmailTransport Transport => TransportWith(TimeSpan.FromSeconds(30));

    private protected override EmailSetup Setup => AnEmail.Setup(Server());

    public static TheoryData<SmtpStep, string, string> Replies
    {
        get
        {
            var rows = new TheoryData<SmtpStep, string, string>();
            foreach (var step in new[] { SmtpStep.Connect, SmtpStep.Mail, SmtpStep.Recipient, SmtpStep.Data, SmtpStep.Dot })
            {
                rows.Add(step, "421 4.7.0 come back later", "away 421");
                rows.Add(step, "450 4.2.1 mailbox busy", "deferred 450");
                rows.Add(step, "451-4.3.0 local error\r\n451 4.3.0 in two lines", "deferred 451");
                rows.Add(step, "452 4.2.2 mailbox full", "deferred 452");
                rows.Add(step, "550 5.1.1 no such user", "refused 550");
                rows.Add(step, "554 5.7.1 not wanted", "refused 554");
                rows.Add(step, "535 5.7.8 sign in first", "away 535");
            }

            return rows;
        }
    }

    public static TheoryData<SmtpStep, SmtpAct> Breaks
    {
        get
        {
            var rows = new TheoryData<SmtpStep, SmtpAct>();
            foreach (var step in new[] { SmtpStep.Connect, SmtpStep.Hello, SmtpStep.Mail, SmtpStep.Recipient, SmtpStep.Data, SmtpStep.Dot })
            {
                rows.Add(step, new SmtpAct.Reset());
                rows.Add(step, new SmtpAct.Silence());
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task Send_AReplyOfAClass_IsWhatTheClassSays(SmtpStep step, string reply, string expected)
    {
        _server.At(step, new SmtpAct.Reply(reply));

        var outcome = await SendAsync();

        Assert.Equal(expected, Words(outcome));
        Assert.Empty(_server.Accepted);
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Send_AConnectionThatBreaksOrFallsSilent_IsInDoubt(SmtpStep step, SmtpAct act)
    {
        _server.At(step, act);

        var outcome = await SendAsync(TimeSpan.FromSeconds(2));

        Assert.IsType<EmailOutcome.InDoubt>(outcome);
    }

    [Fact]
    public async Task Send_ToNobody_IsDeferredBecauseTheServerIsAway()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await using var line = Transport.Open(AnEmail.Setup(Server() with { Port = port }));

        var outcome = await line.SendAsync(AnEmail.Message(), default);

        Assert.Equal("away ", Words(outcome));
    }

    [Fact]
    public async Task Send_ToANameThatNobodyHas_IsDeferredBecauseTheServerIsAway()
    {
        await using var line = Transport.Open(AnEmail.Setup(Server() with { Host = "mail.nobody.invalid" }));

        Assert.Equal("away ", Words(await line.SendAsync(AnEmail.Message(), default)));
    }

    [Fact]
    public async Task Send_AcceptedAndThenReset_IsSentAndTheNextOneConnectsAnew()
    {
        _server.At(SmtpStep.Dot, new SmtpAct.ReplyThenReset("250 2.0.0 queued"));
        await using var line = Transport.Open(Setup);

        Assert.IsType<EmailOutcome.Accepted>(await line.SendAsync(AnEmail.Message(), default));
        var second = await line.SendAsync(AnEmail.Message("bob@example.com"), default);
        var third = await line.SendAsync(AnEmail.Message("cem@example.com"), default);

        // System.Net.Mail finds out with the next mail, and cannot tell when it broke.
        Assert.True(second is EmailOutcome.InDoubt or EmailOutcome.Accepted, second.ToString());
        Assert.IsType<EmailOutcome.Accepted>(third);
    }

    [Fact]
    public async Task Send_Cancelled_IsInDoubt()
    {
        _server.At(SmtpStep.Dot, new SmtpAct.Silence());
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await using var line = Transport.Open(Setup);

        var outcome = await line.SendAsync(AnEmail.Message(), stop.Token);

        Assert.Contains("stopped", Assert.IsType<EmailOutcome.InDoubt>(outcome).Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_AfterARefusedRecipient_GoesOnWithTheNext()
    {
        _server.At(SmtpStep.Recipient, new SmtpAct.Reply("550 5.1.1 no such user"));
        await using var line = Transport.Open(Setup);
        await line.SendAsync(AnEmail.Message(), default);
        _server.At(SmtpStep.Recipient, new SmtpAct.Reply("250 ok"));

        Assert.IsType<EmailOutcome.Accepted>(await line.SendAsync(AnEmail.Message("bob@example.com"), default));
    }

    [Fact]
    public async Task Send_ManyMails_UsesOneConnection()
    {
        await using var line = Transport.Open(Setup);

        for (var i = 0; i < 10; i++) await line.SendAsync(AnEmail.Message($"p{i}@example.com"), default);

        Assert.Equal(1, _server.Connections);
    }

    [Fact]
    public async Task Undelayed_TheSocketOfAClientThatSent_IsFound()
    {
        using var client = new SmtpClient("127.0.0.1", _server.Port);
        await client.SendMailAsync("a@example.com", "b@example.com", "Hello", "News");

        Assert.True(UndelayedSocket.Apply(client), "This runtime keeps its socket elsewhere: mail leaves at a quarter of the speed.");
    }

    [Fact]
    public async Task Send_AskingForEncryptionThatIsNotOffered_SendsNothing()
    {
        await using var line = Transport.Open(AnEmail.Setup(Server() with { StartTls = true }));

        var outcome = await line.SendAsync(AnEmail.Message(), default);

        Assert.Equal("away ", Words(outcome));
        Assert.Empty(_server.Accepted);
    }

    [Fact]
    public async Task Send_AWrongPassword_IsTheServersFaultAndNotTheMails()
    {
        _server.Offers = "AUTH LOGIN";
        _server.At(SmtpStep.Auth, new SmtpAct.Reply("535 5.7.8 wrong password"));
        _server.At(SmtpStep.Mail, new SmtpAct.Reply("530 5.7.0 authentication required"));
        await using var line = Transport.Open(AnEmail.Setup(Server() with { UserName = "ann", Password = "wrong" }));

        var outcome = await line.SendAsync(AnEmail.Message(), default);

        Assert.True(Assert.IsType<EmailOutcome.Deferred>(outcome).ServerAway);
    }

    [Theory]
    [InlineData("n\" <c@evil.test>, \"z")]
    [InlineData("Ann\r\nBcc: c@evil.test")]
    [InlineData("back\\\" <c@evil.test>")]
    [InlineData("Žofie \" <c@evil.test>, \"z")]
    [InlineData("=?utf-8?Q?=22?= <c@evil.test>,")]
    [InlineData("a <c@evil.test>")]
    [InlineData(", c@evil.test,")]
    [InlineData("")]
    public async Task Send_WhateverTheNameHolds_HasOneSenderAndOneRecipient(string name)
    {
        await SendAsync(message: AnEmail.Message(fromName: name));

        var head = Head(Assert.Single(_server.Accepted));
        var from = Assert.Single(head, h => h.StartsWith("From:", StringComparison.OrdinalIgnoreCase));
        Assert.EndsWith("news@kilim.example", from.TrimEnd('>'), StringComparison.Ordinal);
        Assert.DoesNotContain("@", WithoutQuoted().Replace(from, "").Replace("news@kilim.example", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(head, h => h.StartsWith("Bcc:", StringComparison.OrdinalIgnoreCase) || h.StartsWith("Cc:", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("To: ann@example.com", Assert.Single(head, h => h.StartsWith("To:", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Send_AMail_HasATextAndAnHtmlPartAndADateOfTheWesternCalendar()
    {
        await SendAsync(message: AnEmail.Message(subject: "Xin chào 你好 سلام 🎉"));

        var mail = Assert.Single(_server.Accepted);
        Assert.Contains("multipart/alternative", mail, StringComparison.OrdinalIgnoreCase);
        Assert.True(mail.IndexOf("text/plain", StringComparison.OrdinalIgnoreCase) < mail.IndexOf("text/html", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("Xin chào 你好 سلام 🎉", Decoded(Assert.Single(Head(mail), h => h.StartsWith("Subject: ", StringComparison.Ordinal))["Subject: ".Length..]));
        Assert.Matches($@"(?m)^Date: .*{TimeProvider.System.GetUtcNow().Year:0000}", mail);
        Assert.DoesNotContain("\n.", mail.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("[::1]")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("localhost.")]
    public async Task Send_ToAPrivateHostThatNobodyAllowed_IsRefusedBeforeConnecting(string host)
    {
        var guarded = new SmtpTransport(
            new SmtpHostGuard(Guard, Options.Create(new SmtpOptions())), Options.Create(new SmtpOptions { Timeout = TimeSpan.FromSeconds(5) }), TimeProvider.System);
        await using var line = guarded.Open(AnEmail.Setup(Server() with { Host = host }));

        var outcome = await line.SendAsync(AnEmail.Message(), default);

        Assert.Contains("Email:AllowedPrivateHosts", Assert.IsType<EmailOutcome.Deferred>(outcome).Reply, StringComparison.Ordinal);
        Assert.Equal(0, _server.Connections);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => _server.DisposeAsync().AsTask();

    private protected override Task<IReadOnlyList<string>> ArrivedAsync() =>
        Task.FromResult<IReadOnlyList<string>>([.. _server.Accepted.Select(Readable)]);

    // Unfolded, and the two parts as they read.
    private static string Readable(string mail) => "\n" + string.Join('\n', Head(mail)) + "\n\n" + mail;

    private static List<string> Head(string mail) =>
        [.. Folding().Replace(mail[..mail.IndexOf("\r\n\r\n", StringComparison.Ordinal)], " ").Split("\r\n")];

    private async Task<EmailOutcome> SendAsync(TimeSpan? timeout = null, EmailMessage? message = null)
    {
        await using var line = TransportWith(timeout ?? TimeSpan.FromSeconds(30)).Open(Setup);
        return await line.SendAsync(message ?? AnEmail.Message(), default);
    }

    private static OutboundGuard Guard => new((host, token) => System.Net.Dns.GetHostAddressesAsync(host, token), Options.Create(new OutboundOptions()));

    private EmailServer Server() => new("127.0.0.1", _server.Port, StartTls: false, null, null);

    private static SmtpTransport TransportWith(TimeSpan timeout)
    {
        var options = Options.Create(new SmtpOptions { AllowedPrivateHosts = "other.example, 127.0.0.1", Timeout = timeout });
        return new SmtpTransport(new SmtpHostGuard(Guard, options), options, TimeProvider.System);
    }

    private static string Words(EmailOutcome outcome) => outcome switch
    {
        EmailOutcome.Deferred deferred => $"{(deferred.ServerAway ? "away" : "deferred")} {deferred.Code}",
        EmailOutcome.Refused refused => $"refused {refused.Code}",
        _ => outcome.ToString(),
    };

    // RFC 2047, as a mail program reads it.
    private static string Decoded(string header)
    {
        var bytes = EncodedWord().Matches(header).SelectMany(word => word.Groups["kind"].Value is "B" or "b"
            ? Convert.FromBase64String(word.Groups["text"].Value)
            : QuotedByte().Replace(word.Groups["text"].Value.Replace('_', ' '), m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString()).Select(c => (byte)c));
        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex("=\\?utf-8\\?(?<kind>[BbQq])\\?(?<text>[^?]*)\\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex QuotedByte();

    [GeneratedRegex("\"(\\\\.|[^\"\\\\])*\"")]
    private static partial Regex WithoutQuoted();

    [GeneratedRegex("\r\n[ \t]+")]
    private static partial Regex Folding();
}
