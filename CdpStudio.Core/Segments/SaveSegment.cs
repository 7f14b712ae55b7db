using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Segments;

/// <param name="Key">Null makes a new segment under a key made from the name.</param>
/// <param name="Rule">JSON of the rule language.</param>
/// <param name="By">A user's name or an API key's.</param>
/// <param name="Over">What may be replaced.</param>
public sealed record SaveSegment(SegmentKey? Key, string Name, string Rule, string By, SaveOver Over);

public abstract record SaveOver
{
    private SaveOver()
    {
    }

    /// <summary>The key must be free.</summary>
    public sealed record Nothing : SaveOver;

    /// <summary>Whatever stands there.</summary>
    public sealed record Anything : SaveOver;

    /// <summary>Only that version, which is the one that the person saw.</summary>
    public sealed record Version(int Number) : SaveOver;
}

public abstract record SaveSegmentResult
{
    private SaveSegmentResult()
    {
    }

    /// <param name="Warnings">Names in the rule that were never seen.</param>
    public sealed record Saved(Segment Segment, bool IsNew, IReadOnlyList<RuleRemark> Warnings) : SaveSegmentResult;

    /// <param name="Refusal">With a pointer into the rule.</param>
    public sealed record RuleRefused(RuleRemark Refusal) : SaveSegmentResult;

    public sealed record NameRefused(string Detail) : SaveSegmentResult;

    public sealed record KeyTaken(SegmentKey Key) : SaveSegmentResult;

    /// <param name="Now">As somebody else saved it in the meantime; null when it was deleted.</param>
    public sealed record ChangedMeanwhile(Segment? Now) : SaveSegmentResult;
}

public sealed partial class SaveSegmentHandler(
    IWriteQueue queue,
    SegmentRules rules,
    WorkspaceVocabulary vocabulary,
    IAudienceEngine engine,
    MembershipSignal membership,
    TimeProvider clock,
    ILogger<SaveSegmentHandler> logger)
{
    public async Task<SaveSegmentResult> HandleAsync(SaveSegment command, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(command.Name)) return new SaveSegmentResult.NameRefused("A segment needs a name.");
        if (command.Name.Length > Segment.MaxNameLength)
            return new SaveSegmentResult.NameRefused(string.Create(CultureInfo.InvariantCulture, $"A segment's name has at most {Segment.MaxNameLength} characters."));

        var reading = RuleReader.ReadToSave(command.Rule, command.Key is { } key ? new WithSegment(vocabulary, key) : vocabulary);
        if (reading is not RuleReading.Read read) return new SaveSegmentResult.RuleRefused(((RuleReading.Refused)reading).Refusal);
        if (await NotYetAsync(read.Rule, cancellationToken) is { } notYet) return new SaveSegmentResult.RuleRefused(notYet);

        var result = await queue.WriteFirstAsync(
            WritePriority.Interactive, (db, token) => WriteAsync(db, command, read, token), cancellationToken);
        if (result is SaveSegmentResult.Saved saved)
        {
            rules.Put(saved.Segment);
            membership.Wake();
            LogSaved(saved.Segment.Id, saved.Segment.Version);
        }

        return result;
    }

    private async Task<SaveSegmentResult> WriteAsync(
        StudioDbContext db, SaveSegment command, RuleReading.Read read, CancellationToken cancellationToken)
    {
        var all = await db.Segments.ToListAsync(cancellationToken);
        var key = command.Key ?? SegmentKey.FromName(command.Name, k => all.Any(s => s.Key == k));
        var segment = all.SingleOrDefault(s => s.Key == key);

        if (segment is not null && command.Over is SaveOver.Nothing) return new SaveSegmentResult.KeyTaken(key);
        if (command.Over is SaveOver.Version expected && segment?.Version != expected.Number) return new SaveSegmentResult.ChangedMeanwhile(segment);

        if (SegmentCycle.Find(key, read.Rule, Others(all, key)) is { } cycle)
            return new SaveSegmentResult.RuleRefused(new RuleRemark(cycle.Pointer, $"{cycle.Pointer} leads back to the segment itself: {string.Join(" → ", cycle.Path)}."));

        var now = clock.GetUtcNow();
        if (segment is null)
        {
            segment = await AddAsync(db, command, key, now, cancellationToken);
            return new SaveSegmentResult.Saved(segment, IsNew: true, read.Warnings);
        }

        segment.Change(command.Name, command.Rule, command.By, now);
        return new SaveSegmentResult.Saved(segment, IsNew: false, read.Warnings);
    }

    private static Dictionary<SegmentKey, Rule> Others(List<Segment> all, SegmentKey key) =>
        (from other in all
         where other.Key != key
         let read = StoredRule.Read(other.Rule) as RuleReading.Read
         where read is not null
         select (other.Key, read.Rule)).ToDictionary();

    private static async Task<Segment> AddAsync(
        StudioDbContext db, SaveSegment command, SegmentKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Stays of a deleted segment may still wait to be removed; its membership row keeps its number from being given again.
        var last = await db.SegmentMemberships.OrderByDescending(m => m.Segment).Select(m => m.Segment).FirstOrDefaultAsync(cancellationToken);
        var number = new SegmentNumber(last.Value + 1);
        var segment = new Segment
        {
            Id = SegmentId.New(now),
            Number = number,
            Key = key,
            Name = command.Name,
            Rule = command.Rule,
            Owner = command.By,
            CreatedAt = now,
            ChangedAt = now,
            ChangedBy = command.By,
        };
        db.Add(segment);
        db.Add(SegmentMembership.Unevaluated(number));
        return segment;
    }

    // A segment whose rule can't be evaluated would have nobody in it and look right.
    private async Task<RuleRemark?> NotYetAsync(Rule rule, CancellationToken cancellationToken)
    {
        try
        {
            await engine.CountAsync(new AudienceQuery(rule), cancellationToken);
            return null;
        }
        catch (RuleNotYetException e)
        {
            return new RuleRemark(e.Pointer, e.Message);
        }
        catch (UnknownSetException)
        {
            // It names itself; the write finds the cycle and says so.
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Segment {SegmentId} saved as version {Version}")]
    private partial void LogSaved(SegmentId segmentId, int version);

    /// <summary>A rule that names its own segment is refused as a cycle, which says more than 'unknown'.</summary>
    private sealed class WithSegment(WorkspaceVocabulary inner, SegmentKey key) : IRuleVocabulary
    {
        public Kernel.DataType? TypeOf(string attribute) => inner.TypeOf(attribute);

        public bool KnowsEvent(EventPattern pattern) => inner.KnowsEvent(pattern);

        public bool KnowsProperty(string path) => inner.KnowsProperty(path);

        public bool HasSegment(string other) => Kernel.StudioText.Key(other) == Kernel.StudioText.Key(key.Value) || inner.HasSegment(other);

        public bool HasTag(string tag) => inner.HasTag(tag);

        public bool HasList(string list) => inner.HasList(list);

        public bool HasJourney(string journey) => inner.HasJourney(journey);
    }
}
