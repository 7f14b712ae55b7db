using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.IdentityResolution;

internal static class IdentityGraphReading
{
    /// <summary>The number that the identifier was born with, by looking at all of them.</summary>
    public static bool TryFind(this IdentityGraph graph, string @namespace, string value, out ProfileId node)
    {
        var normal = IdentifierKey.Normalise(@namespace, value);
        for (long number = 1, seen = 0; seen < graph.Identifiers; number++)
        {
            node = new ProfileId(number);
            if (!graph.Contains(node)) continue;

            seen++;
            var identifier = graph.IdentifierOf(node);
            if (IdentifierKey.Comparer.Equals(identifier.Namespace, @namespace)
                && IdentifierKey.Comparer.Equals(IdentifierKey.Normalise(identifier.Namespace, identifier.Value), normal))
            {
                return true;
            }
        }

        node = default;
        return false;
    }

    public static ProfileId Profile(this IdentityGraph graph, string name)
    {
        Assert.True(graph.TryFind(name[..name.IndexOf(':', StringComparison.Ordinal)], name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..], out var node));
        return graph.ComponentOf(node);
    }
}
