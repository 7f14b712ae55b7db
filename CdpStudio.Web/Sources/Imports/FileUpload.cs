using System.Text;
using CdpStudio.Core.Sources.Imports;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>What a multipart request brought. The file went to disk as it came in: a form would keep it in memory or write it twice.</summary>
/// <param name="Mapping">Text of the part of that name; null when there was none.</param>
internal sealed record FileUpload(StoredFile? File, string? Mapping);

/// <summary>The request is refused; nothing of it was kept.</summary>
internal sealed class UploadRefusedException(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;
}

internal sealed class FileUploads(ImportFiles files, IOptions<ImportOptions> options)
{
    private const int MaxMappingBytes = 1024 * 1024;

    // What multipart adds around the file.
    private const int MaxOverheadBytes = 2 * MaxMappingBytes;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="UploadRefusedException">The request is not what it should be, too large or broke off.</exception>
    public async Task<FileUpload> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.Value.MaxFileBytes + MaxOverheadBytes;

        StoredFile? file = null;
        try
        {
            string? mapping = null;
            var reader = new MultipartReader(BoundaryOf(request), request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                var (name, fileName) = NamesOf(section);
                if (name == "file")
                {
                    if (file is not null) throw Refuse("The part 'file' comes twice.");
                    file = await files.SaveAsync(section.Body, fileName, cancellationToken);
                }
                else if (name == "mapping")
                {
                    mapping = await ReadTextAsync(section.Body, cancellationToken);
                }
            }

            return new FileUpload(file, mapping);
        }
        catch (Exception e)
        {
            Forget(file);
            throw e switch
            {
                FileTooLargeException => new UploadRefusedException(StatusCodes.Status413PayloadTooLarge, e.Message),
                BadHttpRequestException bad => new UploadRefusedException(bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? "The file is larger than the limit that Imports:MaxFileBytes sets."
                    : "The request broke off."),
                InvalidDataException or DecoderFallbackException => Refuse("The body is not well-formed multipart/form-data."),
                IOException => Refuse("The request broke off, or the server could not store the file."),
                _ => e,
            };
        }
    }

    public void Forget(StoredFile? file)
    {
        if (file is not null) files.Delete(file.StoredName);
    }

    private static string BoundaryOf(HttpRequest request)
    {
        var isForm = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        var boundary = isForm ? HeaderUtilities.RemoveQuotes(type!.Boundary) : default;
        return boundary.Length is > 0 and <= 200 ? boundary.ToString() : throw Refuse("The body must be multipart/form-data with the part 'file'.");
    }

    private static (string? Name, string FileName) NamesOf(MultipartSection section)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) return (null, "");

        var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
        return (HeaderUtilities.RemoveQuotes(disposition.Name).Value, fileName.Value ?? "");
    }

    private static async Task<string> ReadTextAsync(Stream part, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxMappingBytes + 1];
        var length = await part.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaxMappingBytes ? s_strict.GetString(bytes.AsSpan(0, length)).TrimStart('\uFEFF') : throw Refuse("The part 'mapping' is larger than 1 MB.");
    }

    private static UploadRefusedException Refuse(string detail) => new(StatusCodes.Status400BadRequest, detail);
}
