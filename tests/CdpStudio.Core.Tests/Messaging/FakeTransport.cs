using System.Collections.Concurrent;
using CdpStudio.Core.Messaging.Email;

namespace CdpStudio.Core.Tests.Messaging;

/// <summary>A mail server in memory: it does with each mail what the test says and keeps what it took.</summary>
internal sealed class FakeTransport : IEmailTransport
{
    private readonly ConcurrentQueue<EmailMessage> _taken = new();
    private readonly TaskCompletionSource _never = new();
    private int _lines;

    /// <summary>What the server answers. A mail that is accepted, or in doubt after it was taken, counts as taken.</summary>
    public Func<EmailMessage, (EmailOutcome Outcome, bool Taken)> Answer { get; set; } = _ => (new EmailOutcome.Accepted(250, "ok"), true);

    /// <summary>Runs before the answer, such as a click that comes at that moment.</summary>
    public Func<EmailMessage, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>From now on nothing is answered: the process has died for whoever waits.</summary>
    public bool Dead { get; set; }

    public IReadOnlyCollection<EmailMessage> Taken => _taken;

    /// <summary>Most mails under way at once.</summary>
    public int MostAtOnce { get; private set; }

    public bool Takes(EmailSetup setup) => setup.Server is not null;

    public IEmailLine Open(EmailSetup setup) => new Line(this);

    private sealed class Line(FakeTransport server) : IEmailLine
    {
        public async Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken cancellationToken)
        {
            if (server.Dead) await server._never.Task;
            server.MostAtOnce = Math.Max(server.MostAtOnce, Interlocked.Increment(ref server._lines));
            await server.Before(message);
            var (outcome, taken) = server.Answer(message);
            if (taken) server._taken.Enqueue(message);
            Interlocked.Decrement(ref server._lines);
            if (server.Dead) await server._never.Task;
            return outcome;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
