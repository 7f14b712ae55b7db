using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Catalogue;

/// <summary>Something saved that depends on the types of attributes, such as the rules of segments. Every such module implements it.</summary>
public interface IUsesAttributes
{
    /// <summary>Who could not live with the new type, such as <c>segment 'spring-buyers' (/all/0)</c>; empty when nobody minds.</summary>
    Task<IReadOnlyList<string>> WhoNeedsAnotherTypeAsync(string attribute, DataType newType, CancellationToken cancellationToken);
}
