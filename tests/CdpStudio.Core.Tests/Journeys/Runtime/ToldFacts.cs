using System.Runtime.CompilerServices;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Journeys.Runtime;

/// <summary>The log as a test tells it, with the engine that follows it, and in the database, where journeys look things up.</summary>
internal sealed class ToldFacts(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, ManualClock clock) : IFactLog, IAudienceCatalogue
{
    private readonly FactBook _book = new();
    private int _applied;

    public LiveAudience Index { get; } = new();

    public Declarations Current { get; set; } = Declarations.None;

    public long Last => _book.Facts.Count;

    public static Identifier User(string name) => new(IdentifierNamespace.UserId, name);

    public static Identifier Mail(string name) => new(IdentifierNamespace.Email, $"{name}@x.example");

    public ProfileId NumberOf(string user) => _book.NumberOf(User(user));

    /// <param name="ago">How long before it was taken it happened.</param>
    public Task HappensAsync(string user, string name, string properties = "{}", TimeSpan ago = default, bool hasMail = true) => AppendAsync(
        () => _book.Happened(hasMail ? [User(user), Mail(user)] : [User(user)], name, Now - (long)ago.TotalMilliseconds, properties));

    /// <param name="value">JSON; null clears it.</param>
    /// <param name="ago">How long before it was told it came to be so.</param>
    public Task HasAsync(string user, string attribute, string? value, TimeSpan ago = default) =>
        AppendAsync(() => _book.Said([User(user), Mail(user)], attribute, value, Now - (long)ago.TotalMilliseconds));

    public Task SeenTogetherAsync(Identifier one, Identifier other) => AppendAsync(() => _book.Join(one, other, EdgeKind.Alias, Now));

    /// <summary>A steward takes back that two are one person.</summary>
    public Task TakeApartAsync(Identifier one, Identifier other) => AppendAsync(() => _book.Cut(_book.NumberOf(one), _book.NumberOf(other)));

    public Task UndoAsync(long first, long last) => AppendAsync(() => _book.Cancel(first, last));

    /// <summary>An import that brings what <paramref name="facts"/> says.</summary>
    /// <returns>Its number.</returns>
    public async Task<int> ImportAsync(bool isQuiet, Func<Task> facts)
    {
        var run = new ImportRun
        {
            Job = new JobRunId(Guid.NewGuid()), Source = 1, FileName = "people.csv", StoredFile = "people", Bytes = 1, Mapping = "{}", State = ImportState.Running,
            IsQuiet = isQuiet, CreatedAt = clock.Now,
        };
        await queue.WriteAsync(WritePriority.Background, (db, _) => Task.FromResult(db.Add(run)), default);
        var first = Last + 1;
        await facts();
        var range = new RunRange { Run = run.Number, First = first, Last = Last };
        await queue.WriteAsync(WritePriority.Background, (db, _) => Task.FromResult(db.Add(range)), default);
        return run.Number;
    }

    public async IAsyncEnumerable<Fact> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var fact in _book.Facts.Skip((int)after).ToList()) yield return fact;
    }

    public Task<IReadOnlyList<Fact.Cancellation>> CancellationsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Fact.Cancellation>>([.. _book.Facts.OfType<Fact.Cancellation>()]);

    public Task<IReadOnlyList<Fact.Erasure>> ErasuresAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Fact.Erasure>>([.. _book.Facts.OfType<Fact.Erasure>()]);

    public Task WaitAsync(long after, CancellationToken cancellationToken) =>
        Last > after ? Task.CompletedTask : Task.Delay(Timeout.Infinite, cancellationToken);

    private long Now => clock.Now.ToUnixTimeMilliseconds();

    private async Task AppendAsync(Action write)
    {
        _book.RecordedAt = Now;
        write();
        var added = _book.Facts.Skip(_applied).ToList();
        if (added.Exists(f => f is Fact.Cancellation)) Index.Become(await new IndexRebuild(this, null).ReadAsync(default));
        foreach (var fact in added.Where(f => f.Number > Index.Index.Current.Position)) Index.Index.Apply(fact, CancelledFacts.None);
        Index.Publish();
        _applied = _book.Facts.Count;

        await queue.WriteAsync(
            WritePriority.Inbox,
            async (db, token) =>
            {
                await FactAppender.AppendAsync(db, added, token);
                await db.ProcessorStates.ExecuteUpdateAsync(set => set.SetProperty(p => p.Next, Last + 1), token);
            },
            default);
    }

    /// <summary>The database as it is.</summary>
    public StudioDbContext Database() => contexts.CreateDbContext();
}
