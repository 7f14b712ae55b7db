using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Tests.Persistence;

public sealed class WriteTurnsTests
{
    [Fact]
    public async Task Enter_WhileATurnIsHeld_ServesTheInboxFirstAndEachPriorityInOrder()
    {
        var turns = new WriteTurns(oneAtATime: true);
        var served = new List<string>();
        var held = await turns.EnterAsync(WritePriority.Background, default);

        Task[] writers =
        [
            WriteAsync(WritePriority.Background, "background 1"),
            WriteAsync(WritePriority.Interactive, "interactive"),
            WriteAsync(WritePriority.Inbox, "inbox 1"),
            WriteAsync(WritePriority.Background, "background 2"),
            WriteAsync(WritePriority.Inbox, "inbox 2"),
        ];
        held.Dispose();
        await Task.WhenAll(writers);

        Assert.Equal(["inbox 1", "inbox 2", "interactive", "background 1", "background 2"], served);

        async Task WriteAsync(WritePriority priority, string name)
        {
            using var turn = await turns.EnterAsync(priority, default);
            served.Add(name);
        }
    }

    [Fact]
    public async Task Enter_ByBackgroundUnderAFloodOfInboxWrites_ComesAfterTheLimit()
    {
        var turns = new WriteTurns(oneAtATime: true);
        var held = await turns.EnterAsync(WritePriority.Inbox, default);
        var background = turns.EnterAsync(WritePriority.Background, default);

        var passed = 0;
        while (!background.IsCompleted)
        {
            var next = turns.EnterAsync(WritePriority.Inbox, default);
            held.Dispose();
            var first = await Task.WhenAny(next, background);
            if (first == background) break;

            held = await next;
            passed++;
        }

        Assert.Equal(WriteTurns.MostPassedOver, passed);
    }

    [Fact]
    public async Task Enter_GivenUp_LeavesTheLineAndHoldsNobodyUp()
    {
        var turns = new WriteTurns(oneAtATime: true);
        var held = await turns.EnterAsync(WritePriority.Inbox, default);
        using var giveUp = new CancellationTokenSource();
        var waiting = turns.EnterAsync(WritePriority.Inbox, giveUp.Token);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        held.Dispose();
        (await turns.EnterAsync(WritePriority.Background, default).WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public async Task Dispose_Twice_GivesOneTurnBack()
    {
        var turns = new WriteTurns(oneAtATime: true);
        var first = await turns.EnterAsync(WritePriority.Inbox, default);
        first.Dispose();
        using var second = await turns.EnterAsync(WritePriority.Inbox, default);

        first.Dispose();

        Assert.False(turns.EnterAsync(WritePriority.Inbox, default).IsCompleted);
    }

    [Fact]
    public async Task Enter_WhenManyMayWrite_NeverWaits()
    {
        var turns = new WriteTurns(oneAtATime: false);

        using var first = await turns.EnterAsync(WritePriority.Background, default);

        Assert.True(turns.EnterAsync(WritePriority.Background, default).IsCompletedSuccessfully);
    }

    // Whoever enters and leaves at random, with some giving up: never two at once, and everybody is served in the end.
    [Fact]
    public async Task Enter_ByManyAtOnce_IsExclusive()
    {
        var turns = new WriteTurns(oneAtATime: true);
        var inside = 0;
        var served = 0;

        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => WriteAsync(i))));

        Assert.Equal(400, served);

        async Task WriteAsync(int i)
        {
            using var giveUp = new CancellationTokenSource();
            if (i % 5 == 0) giveUp.CancelAfter(TimeSpan.FromMilliseconds(i % 3));
            try
            {
                using var turn = await turns.EnterAsync((WritePriority)(i % 3), giveUp.Token);
                Assert.Equal(1, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
            catch (OperationCanceledException)
            {
                // Gave up in time.
            }

            Interlocked.Increment(ref served);
        }
    }
}
