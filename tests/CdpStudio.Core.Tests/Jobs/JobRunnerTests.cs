using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Jobs;

public sealed class JobRunnerTests : IDisposable
{
    private static readonly JobRequest s_threeSteps = new(ScriptedJob.Kind, Arguments: 3, Subject: "three steps");

    private readonly TestDatabase _database = new();
    private readonly ScriptedJob.Script _script = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Run_ThatIsQueued_IsWorkedOnToTheEnd()
    {
        await using var host = await JobHost.StartAsync(_database, _script);

        var id = await host.Queue.EnqueueAsync(s_threeSteps, default);
        var row = await host.UntilAsync(id, r => r.State == JobState.Completed);

        Assert.Equal((3, 3L), (row.Done, row.Total));
        Assert.Equal([1, 2, 3], _script.Steps);
        Assert.Equal(["Step 1", "Step 2", "Step 3"], (await host.List.LogAsync(id, default)).Select(l => l.Text));
        Assert.NotNull(row.StartedAt);
        Assert.NotNull(row.FinishedAt);
    }

    [Fact]
    public async Task Run_ThatTheUserCannotHaveDone_FailsWithItsWordsAndGoesOnWhenRetried()
    {
        var broken = true;
        _script.AtStep = (step, _, _) => step == 2 && broken ? throw new JobFailedException("The file is gone.") : Task.CompletedTask;
        await using var host = await JobHost.StartAsync(_database, _script);

        var id = await host.Queue.EnqueueAsync(s_threeSteps, default);
        var failed = await host.UntilAsync(id, r => r.State == JobState.Failed);
        broken = false;
        Assert.True(await host.Retry.HandleAsync(id, default));
        await host.UntilAsync(id, r => r.State == JobState.Completed);

        Assert.Equal("The file is gone.", failed.Error);
        Assert.Equal([1, 2, 3], _script.Steps);
        Assert.False(await host.Retry.HandleAsync(id, default));
    }

    [Fact]
    public async Task Runs_InALineBesideOneThatIsLong_EachWakeTheNext()
    {
        var longOne = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _script.AtStep = (step, _, token) => step == 2 ? longOne.Task.WaitAsync(token) : Task.CompletedTask;
        await using var host = await JobHost.StartAsync(_database, _script, alarm: false);

        await host.Queue.EnqueueAsync(new JobRequest(ScriptedJob.Kind, Arguments: 2), default);
        var line = new List<JobRunId>();
        for (var i = 0; i < 200; i++) line.Add(await host.Queue.EnqueueAsync(new JobRequest(ScriptedJob.Kind, Arguments: 1), default));
        await host.UntilAsync(line[^1], r => r.State == JobState.Completed);

        longOne.SetResult();
    }

    [Fact]
    public async Task Run_WithABug_FailsWithoutTheExceptionsText()
    {
        _script.AtStep = (_, _, _) => throw new InvalidOperationException("ann@example.com is not unique");
        await using var host = await JobHost.StartAsync(_database, _script);

        var id = await host.Queue.EnqueueAsync(s_threeSteps, default);
        var failed = await host.UntilAsync(id, r => r.State == JobState.Failed);

        Assert.Equal("An error of the program stopped it (InvalidOperationException). The log of the server has the details.", failed.Error);
        Assert.Equal("InvalidOperationException", JobCrash.Read(failed.Error!));
        Assert.DoesNotContain(await host.List.LogAsync(id, default), l => l.Text.Contains("ann@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancel_ARunAtWork_StopsIt()
    {
        var reached = new TaskCompletionSource();
        _script.AtStep = (_, _, token) =>
        {
            reached.TrySetResult();
            return Task.Delay(Timeout.Infinite, token);
        };
        await using var host = await JobHost.StartAsync(_database, _script);
        var id = await host.Queue.EnqueueAsync(s_threeSteps, default);
        await reached.Task;

        var result = await host.Cancel.HandleAsync(id, default);

        Assert.Equal(CancelJobResult.Cancelling, result);
        await host.UntilAsync(id, r => r.State == JobState.Cancelled);
        Assert.Equal(CancelJobResult.HadEnded, await host.Cancel.HandleAsync(id, default));
        Assert.Equal(CancelJobResult.NotFound, await host.Cancel.HandleAsync(JobRunId.New(), default));
    }

    [Fact]
    public async Task Cancel_AskedOnAnotherNode_StopsAtTheNextCheckpoint()
    {
        _script.AtStep = async (step, run, _) =>
        {
            if (step == 2)
            {
                await _database.Queue.WriteAsync(
                    WritePriority.Interactive,
                    (db, token) => db.JobRuns.Where(r => r.Id == run.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.CancelRequested, true), token),
                    default);
            }
        };
        await using var host = await JobHost.StartAsync(_database, _script);

        var id = await host.Queue.EnqueueAsync(s_threeSteps, default);
        await host.UntilAsync(id, r => r.State == JobState.Cancelled);

        Assert.Equal([1, 2], _script.Steps);
    }

    [Fact]
    public async Task Stop_WhileARunIsAtWork_LeavesItForTheNextStart()
    {
        var reached = new TaskCompletionSource();
        _script.AtStep = (step, _, token) =>
        {
            if (step < 2) return Task.CompletedTask;
            reached.TrySetResult();
            return Task.Delay(Timeout.Infinite, token);
        };
        JobRunId id;
        await using (var first = await JobHost.StartAsync(_database, _script))
        {
            id = await first.Queue.EnqueueAsync(s_threeSteps, default);
            await reached.Task;
        }

        _script.AtStep = (_, _, _) => Task.CompletedTask;
        await using var second = await JobHost.StartAsync(_database, _script);
        await second.UntilAsync(id, r => r.State == JobState.Completed);

        Assert.Equal([1, 2, 3], _script.Steps);
    }

    [Fact]
    public async Task Start_AfterAKill_TakesTheRunOverAndRefusesTheOldOwner()
    {
        var reached = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var oldOwner = new TaskCompletionSource<Exception?>();
        _script.AtStep = async (step, run, _) =>
        {
            if (step < 2) return;
            reached.TrySetResult();
            await goOn.Task;
            oldOwner.TrySetResult(await Record.ExceptionAsync(() => run.AdvanceAsync(new JobProgress(99), default)));
        };
        // Not disposed before the second starts: to the database it looks as if it had been killed.
        await using var killed = await JobHost.StartAsync(_database, _script);
        var id = await killed.Queue.EnqueueAsync(s_threeSteps, default);
        await reached.Task;

        var script = new ScriptedJob.Script();
        await using var second = await JobHost.StartAsync(_database, script);
        var row = await second.UntilAsync(id, r => r.State == JobState.Completed);
        goOn.SetResult();

        Assert.Equal([2, 3], script.Steps);
        Assert.IsType<JobTakenOverException>(await oldOwner.Task);
        Assert.Equal(3, row.Done);
    }

    [Fact]
    public async Task Run_WhileTheDatabaseIsAway_WaitsAndGoesOn()
    {
        var away = true;
        _script.AtStep = (step, _, _) =>
        {
            if (step != 2 || !away) return Task.CompletedTask;
            away = false;
            throw new DatabaseUnavailableException("away", new IOException());
        };
        await using var host = await JobHost.StartAsync(_database, _script);

        var id = await host.Queue.EnqueueAsync(s_threeSteps, default);
        await host.UntilAsync(id, r => r.State == JobState.Completed);

        Assert.Equal([1, 2, 3], _script.Steps);
    }

    [Fact]
    public async Task Log_OfALongRun_KeepsTheNewestLines()
    {
        _script.AtStep = (_, run, _) =>
        {
            for (var i = 0; i < JobContext.MaxLogLines; i++) run.Log("noise");
            return Task.CompletedTask;
        };
        await using var host = await JobHost.StartAsync(_database, _script);

        var id = await host.Queue.EnqueueAsync(s_threeSteps, default);
        await host.UntilAsync(id, r => r.State == JobState.Completed);

        var log = await host.List.LogAsync(id, default);
        Assert.Equal(JobContext.MaxLogLines, log.Count);
        Assert.Equal("Step 3", log[^1].Text);
    }

    [Fact]
    public async Task Schedule_SameDueTimeTwice_MakesOneRun()
    {
        await using var host = await JobHost.StartAsync(_database, _script);
        var due = DateTimeOffset.UnixEpoch;

        await host.Queue.EnqueueScheduledAsync("nobody-runs-this", due, default);
        await host.Queue.EnqueueScheduledAsync("nobody-runs-this", due, default);
        await host.Queue.EnqueueScheduledAsync("nobody-runs-this", due.AddDays(1), default);

        Assert.Single(await host.List.ActiveAsync(default), r => r.Kind == "nobody-runs-this");
        Assert.Contains(await host.List.ScheduledAsync(default), s => s is { Kind: RemoveOldRuns.Kind, Next: not null, Last: null });
    }
}
