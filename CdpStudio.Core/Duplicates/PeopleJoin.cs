using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Stewardship;

namespace CdpStudio.Core.Duplicates;

/// <param name="Low">An identifier of one person.</param>
/// <param name="LowNumber">That it was born with: the join is known and taken back by the two numbers.</param>
internal sealed record IdentifierLink(Identifier Low, ProfileId LowNumber, Identifier High, ProfileId HighNumber)
{
    public IdentifierPair Pair => new(LowNumber, HighNumber);
}

/// <summary>Joins two people and takes back exactly what it joined. The rest of the module knows no other way.</summary>
internal sealed class PeopleJoin(IProfileDirectory directory, ServedCommands served, TimeProvider clock)
{
    public bool AreOne(ProfileId a, ProfileId b) => directory.Numbers(a).Contains(b);

    /// <summary>Null when either is gone.</summary>
    public IdentifierLink? Between(ProfileId low, ProfileId high) =>
        Read(low) is { } one && Read(high) is { } other && directory.EndsOf(one, other) is [var (a, b), ..] ? new IdentifierLink(a.Identifier, a.Profile, b.Identifier, b.Profile) : null;

    /// <summary>Into a write of the caller's own, so that what it says of the pair and the command are committed together. Then <see cref="UntilServedAsync"/>.</summary>
    public InboxRow Join(StudioDbContext db, IdentifierLink link) => Add(db, new FactCommand.Join(link.Low, link.High));

    /// <inheritdoc cref="Join"/>
    public InboxRow TakeApart(StudioDbContext db, IdentifierPair joined) => Add(db, new FactCommand.Part([joined], []));

    /// <summary>Waits until everybody is served what the commands did.</summary>
    /// <param name="commands">Committed.</param>
    public Task UntilServedAsync(IReadOnlyList<InboxRow> commands, CancellationToken cancellationToken) => served.UntilServedAsync(commands, cancellationToken);

    private InboxRow Add(StudioDbContext db, FactCommand command)
    {
        var row = command.ToRow(clock.GetUtcNow());
        db.Add(row);
        return row;
    }

    private ProfileRecord? Read(ProfileId person) => directory.Read(person) is { } record && directory.NodesOf(record).Count > 0 ? record : null;
}
