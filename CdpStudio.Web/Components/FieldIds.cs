namespace CdpStudio.Web.Components;

/// <summary>What ties a control to its label, help and error: <c>&lt;input @attributes="field.Attributes" /&gt;</c>.</summary>
public sealed record FieldIds(string Id, bool Described, bool Invalid, bool Required)
{
    public string HelpId => $"{Id}-help";

    public string ErrorId => $"{Id}-error";

    public IReadOnlyDictionary<string, object> Attributes
    {
        get
        {
            Dictionary<string, object> attributes = new() { ["id"] = Id };
            var described = string.Join(' ', new[] { Invalid ? ErrorId : null, Described ? HelpId : null }.OfType<string>());
            if (described.Length > 0) attributes["aria-describedby"] = described;
            if (Invalid) attributes["aria-invalid"] = "true";
            if (Required) attributes["aria-required"] = "true";

            return attributes;
        }
    }
}
