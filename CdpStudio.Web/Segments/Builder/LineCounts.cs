using CdpStudio.Core.Audience;
using CdpStudio.Core.Segments.Drafts;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>The numbers of a draft, all from one state of the data.</summary>
/// <param name="Count">Who passes all finished lines together; null when a line can't be evaluated.</param>
/// <param name="Alone">What each finished line holds for by itself.</param>
/// <param name="Left">Who is left after each line of the root, in its order.</param>
/// <param name="People">Some of those counted.</param>
/// <param name="Fields">The attributes that <paramref name="People"/> carry.</param>
/// <param name="Refused">Why a line is not counted, in the engine's or reader's words.</param>
/// <param name="Doubts">Names in a line that were never seen.</param>
public sealed record LineCounts(
    long? Count,
    long Total,
    long Position,
    DateTimeOffset At,
    IReadOnlyDictionary<LineId, long> Alone,
    IReadOnlyDictionary<LineId, long> Left,
    IReadOnlyList<AudienceMember> People,
    IReadOnlyList<string> Fields,
    IReadOnlyDictionary<LineId, string> Refused,
    IReadOnlyDictionary<LineId, string> Doubts)
{
    public static LineCounts None { get; } = new(
        null, 0, -1, default, new Dictionary<LineId, long>(), new Dictionary<LineId, long>(), [], [], new Dictionary<LineId, string>(),
        new Dictionary<LineId, string>());
}
