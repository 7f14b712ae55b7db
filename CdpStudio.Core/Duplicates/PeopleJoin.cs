using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Duplicates;

/// <param name="Low">An identifier of one person.</param>
/// <param name="LowNumber">That it was born with: the join is known and taken back by the two numbers.</param>
internal sealed record IdentifierLink(Identifier Low, ProfileId LowNumber, Identifier High, ProfileId HighNumber)
{
    public IdentifierPair Pair => new(LowNumber, HighNumber);
}

/// <summary>Joins two people and takes back exactly what it joined. The rest of the module knows no other way.</summary>
internal sealed class PeopleJoin(
    IDbContextFactory<StudioDbContext> contexts, InboxDepth inbox, FactLog log, LiveAudience audience, IProfileDirectory directory, TimeProvider clock)
{
    private static readonly string[] s_speakingOrder = [IdentifierNamespace.UserId, IdentifierNamespace.Email, IdentifierNamespace.Phone];

    public bool AreOne(ProfileId a, ProfileId b) => directory.Numbers(a).Contains(b);

    /// <summary>Null when either is gone.</summary>
    public IdentifierLink? Between(ProfileId low, ProfileId high)
    {
        if (Speaking(low) is not { } a || Speaking(high) is not { } b) return null;

        return directory.NumberOf(a) is { } first && directory.NumberOf(b) is { } second ? new IdentifierLink(a, first, b, second) : null;
    }

    /// <summary>Into a write of the caller's own, so that what it says of the pair and the command are committed together. Then <see cref="UntilServedAsync"/>.</summary>
    public InboxRow Join(StudioDbContext db, IdentifierLink link) => Add(db, new FactCommand.Join(link.Low, link.High));

    /// <inheritdoc cref="Join"/>
    public InboxRow TakeApart(StudioDbContext db, IdentifierPair joined) => Add(db, new FactCommand.Part([joined], []));

    /// <summary>Waits until everybody is served what the commands did.</summary>
    /// <param name="commands">Committed.</param>
    public async Task UntilServedAsync(IReadOnlyList<InboxRow> commands, CancellationToken cancellationToken)
    {
        inbox.Added(commands.Sum(c => c.Messages));
        var rows = commands.Select(c => c.Id).ToList();
        await clock.UntilAsync(
            async token =>
            {
                await using var db = await contexts.CreateDbContextAsync(token);
                return !await db.Inbox.AnyAsync(r => rows.Contains(r.Id), token);
            },
            cancellationToken);
        await log.RefreshAsync(cancellationToken);
        await audience.WaitAsync(log.Last, cancellationToken);
    }

    private InboxRow Add(StudioDbContext db, FactCommand command)
    {
        var row = command.ToRow(clock.GetUtcNow());
        db.Add(row);
        return row;
    }

    private Identifier? Speaking(ProfileId person) => directory.Read(person) is not { } record
        ? null
        : s_speakingOrder.Select(name => record.Identifiers.FirstOrDefault(i => i.Namespace == name)).OfType<Identifier>().FirstOrDefault() ?? record.Identifiers[0];
}
