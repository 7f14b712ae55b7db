using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience;

/// <summary>The rules of saved segments by key, for rules that name a segment. Implemented by the segments; answers from memory.</summary>
public interface ISegmentRules
{
    /// <summary>Null when there is no such segment.</summary>
    Rule? Find(string key);
}
