using Microsoft.OpenApi;

namespace CdpStudio.Web.Hosting;

/// <summary>What a call's body has, for the OpenAPI document alone: such a call reads its body by itself, so that each refusal says the place.</summary>
internal sealed record DescribedBody(string ContentType, IReadOnlyList<BodyMember> Members)
{
    public OpenApiRequestBody ToRequestBody() => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [ContentType] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = Members.ToDictionary(m => m.Name, m => (IOpenApiSchema)new OpenApiSchema { Type = m.Type, Format = m.Format }),
                    Required = Members.Where(m => m.IsRequired).Select(m => m.Name).ToHashSet(),
                },
            },
        },
    };
}

/// <param name="Type">Null for any.</param>
internal sealed record BodyMember(string Name, JsonSchemaType? Type, bool IsRequired = false, string? Format = null)
{
    public static BodyMember Rule { get; } = new("rule", JsonSchemaType.Object, IsRequired: true);

    public static BodyMember Text(string name, bool isRequired = false) => new(name, JsonSchemaType.String, isRequired);

    public static BodyMember Flag(string name) => new(name, JsonSchemaType.Boolean);

    public static BodyMember Any(string name) => new(name, null);

    public static BodyMember Limit { get; } = new("limit", JsonSchemaType.Integer);
}

internal static class DescribedBodies
{
    public static RouteHandlerBuilder WithJson(this RouteHandlerBuilder call, params BodyMember[] members) =>
        call.WithMetadata(new DescribedBody("application/json", members));

    public static RouteHandlerBuilder WithForm(this RouteHandlerBuilder call, params BodyMember[] members) =>
        call.WithMetadata(new DescribedBody("multipart/form-data", members));
}
