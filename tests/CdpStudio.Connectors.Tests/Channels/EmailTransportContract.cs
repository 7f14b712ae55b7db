using CdpStudio.Core.Messaging.Email;

namespace CdpStudio.Connectors.Tests.Channels;

/// <summary>What the sender relies on, the same for every way that mail leaves.</summary>
public abstract class EmailTransportContract
{
    private protected abstract IEmailTransport Transport { get; }

    private protected abstract EmailSetup Setup { get; }

    /// <summary>What has arrived, in some readable form, in its order.</summary>
    private protected abstract Task<IReadOnlyList<string>> ArrivedAsync();

    [Fact]
    public async Task Send_OneMail_ArrivesOnceWithWhatItSays()
    {
        await using var line = Transport.Open(Setup);

        var outcome = await line.SendAsync(AnEmail.Message("ann@example.com", subject: "Hello Ann"), default);

        Assert.IsType<EmailOutcome.Accepted>(outcome);
        var mail = Assert.Single(await ArrivedAsync());
        Assert.Contains("ann@example.com", mail, StringComparison.Ordinal);
        Assert.Contains("Hello Ann", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_OneMail_CarriesItsIdAndTheHeadersOfOneClick()
    {
        await using var line = Transport.Open(Setup);

        await line.SendAsync(AnEmail.Message(unsubscribe: "https://cdp.example/u/" + new string('a', 32)), default);

        var mail = Assert.Single(await ArrivedAsync());
        Assert.Contains("\nMessage-ID: <0123456789abcdef@kilim.example>", mail, StringComparison.Ordinal);
        Assert.Contains("\nList-Unsubscribe: <https://cdp.example/u/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>", mail, StringComparison.Ordinal);
        Assert.Contains("\nList-Unsubscribe-Post: List-Unsubscribe=One-Click", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WithoutALink_CarriesNoHeadersOfOneClick()
    {
        await using var line = Transport.Open(Setup);

        await line.SendAsync(AnEmail.Message(unsubscribe: null), default);

        Assert.DoesNotContain("List-Unsubscribe", Assert.Single(await ArrivedAsync()), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Send_ManyMailsOverOneLine_ArriveInTheirOrder()
    {
        await using var line = Transport.Open(Setup);

        for (var i = 0; i < 20; i++)
            Assert.IsType<EmailOutcome.Accepted>(await line.SendAsync(AnEmail.Message($"p{i}@example.com"), default));

        var arrived = await ArrivedAsync();
        Assert.Equal(20, arrived.Count);
        Assert.All(arrived.Index(), mail => Assert.Contains($"p{mail.Index}@example.com", mail.Item, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_OverManyLinesAtOnce_ArrivesAll()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            await using var line = Transport.Open(Setup);
            Assert.IsType<EmailOutcome.Accepted>(await line.SendAsync(AnEmail.Message($"p{i}@example.com"), default));
        }));

        Assert.Equal(8, (await ArrivedAsync()).Count);
    }
}
