using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Segments;

public sealed record DeleteSegment(SegmentKey Key);

public abstract record DeleteSegmentResult
{
    private DeleteSegmentResult()
    {
    }

    public sealed record Deleted : DeleteSegmentResult;

    public sealed record NotFound : DeleteSegmentResult;

    /// <param name="Users">Segments whose rules name it, then whatever else does.</param>
    public sealed record InUse(IReadOnlyList<SegmentUser> Users) : DeleteSegmentResult;
}

public sealed partial class DeleteSegmentHandler(
    IWriteQueue queue, SegmentRules rules, IEnumerable<IUsesSegments> others, MembershipSignal membership, ILogger<DeleteSegmentHandler> logger)
{
    public async Task<DeleteSegmentResult> HandleAsync(DeleteSegment command, CancellationToken cancellationToken)
    {
        var result = await queue.WriteAsync(WritePriority.Interactive, (db, token) => WriteAsync(db, command.Key, token), cancellationToken);
        if (result is DeleteSegmentResult.Deleted)
        {
            rules.Remove(command.Key);
            // Its kept membership is removed in small writes by the follower.
            membership.Wake();
        }

        return result;
    }

    private async Task<DeleteSegmentResult> WriteAsync(StudioDbContext db, SegmentKey key, CancellationToken cancellationToken)
    {
        var all = await db.Segments.ToListAsync(cancellationToken);
        if (all.SingleOrDefault(s => s.Key == key) is not { } segment) return new DeleteSegmentResult.NotFound();

        var users = all.Where(s => s != segment && Names(s.Rule, key)).OrderBy(s => s.Name, StringComparer.Ordinal)
            .Select(s => new SegmentUser("segment", s.Key.Value, s.Name)).ToList();
        foreach (var other in others) users.AddRange(await other.WhoUsesAsync(db, key, cancellationToken));
        if (users.Count > 0) return new DeleteSegmentResult.InUse(users);

        db.Remove(segment);
        LogDeleted(segment.Id);
        return new DeleteSegmentResult.Deleted();
    }

    private static bool Names(string rule, SegmentKey key) =>
        StoredRule.Read(rule) is RuleReading.Read read && read.Rule.Segments().Contains(StudioText.Key(key.Value));

    [LoggerMessage(Level = LogLevel.Information, Message = "Segment {SegmentId} deleted")]
    private partial void LogDeleted(SegmentId segmentId);
}
