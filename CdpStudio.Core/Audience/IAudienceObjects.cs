namespace CdpStudio.Core.Audience;

/// <summary>
/// Business objects that events refer to: products, stores. Implemented by each module that keeps some; a module answers for its own types
/// and knows nothing of the others.
/// </summary>
public interface IAudienceObjects
{
    /// <summary>The objects of a type as they stand, which never change; the same object as long as none does. Null when the type is not kept here. From memory.</summary>
    /// <param name="type">Compared without case.</param>
    AudienceObjects? Find(string type);
}

/// <summary>Told apart by identity: what is held is large.</summary>
/// <param name="all">A JSON object by its key. Keys are compared as texts are, so no two may be equal without case.</param>
public sealed class AudienceObjects(IReadOnlyDictionary<string, string> all)
{
    public IReadOnlyDictionary<string, string> All { get; } = all;
}
