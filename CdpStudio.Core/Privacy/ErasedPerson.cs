using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Privacy;

/// <summary>Whom an erasure takes: kept with the request until its end, because nobody else knows them after the first step.</summary>
/// <param name="Numbers">Every number of the person; none when nobody had the identifier.</param>
/// <param name="UpTo">Number of the newest fact when they were looked up.</param>
internal sealed record ErasedPerson(IReadOnlyList<long> Numbers, IReadOnlyList<Identifier> Identifiers, long UpTo)
{
    public IReadOnlyList<ProfileId> Profiles => [.. Numbers.Select(n => new ProfileId(n))];

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static ErasedPerson Read(string json) => JsonSerializer.Deserialize<ErasedPerson>(json, JsonSerializerOptions.Web)!; // its own
}
