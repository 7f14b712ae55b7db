using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;

namespace CdpStudio.Benchmarks.Audience;

internal sealed class NothingDeclared : IAudienceCatalogue
{
    public Declarations Current => Declarations.None;
}

internal sealed class NoSegments : ISegmentRules
{
    public Rule? Find(string key) => null;
}
