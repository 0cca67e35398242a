"""The wire-format core for the carriers of SuperOffice's NetServer WebAPI.

    import so_carriers as so

    user = so.decode(body, so.User, "application/json; charset=utf-8")
    body = so.encode(user, "application/json")

Every name below is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from so_carriers.carriers.access import (
        AccessGatewayInfo as AccessGatewayInfo,
        ServiceAuth as ServiceAuth,
        TokenManagementInfo as TokenManagementInfo,
    )
    from so_carriers.carriers.associates import (
        Associate as Associate,
        UserInfo as UserInfo,
        UserType as UserType,
    )
    from so_carriers.carriers.commands import (
        CommandAction as CommandAction,
        CommandActionResult as CommandActionResult,
        CommandResult as CommandResult,
        CustomCommand as CustomCommand,
    )
    from so_carriers.carriers.credentials import (
        Credential as Credential,
        CredentialControlType as CredentialControlType,
        CredentialsGroup as CredentialsGroup,
        CredentialsGroupUsers as CredentialsGroupUsers,
        CredentialType as CredentialType,
        CredentialUser as CredentialUser,
        UntrustedCredentials as UntrustedCredentials,
    )
    from so_carriers.carriers.custom_fields import CustomFields as CustomFields
    from so_carriers.carriers.data_rights import (
        DataRight as DataRight,
        DataRights as DataRights,
        EntityName as EntityName,
        RelationToOwner as RelationToOwner,
        RoleRelationToOwner as RoleRelationToOwner,
    )
    from so_carriers.carriers.field_properties import (
        EFieldRight as EFieldRight,
        FieldProperties as FieldProperties,
        FieldProperty as FieldProperty,
        FieldRight as FieldRight,
    )
    from so_carriers.carriers.licenses import (
        LicenseOwner as LicenseOwner,
        LicenseType as LicenseType,
        ModuleLicense as ModuleLicense,
        ModuleLicenseLink as ModuleLicenseLink,
    )
    from so_carriers.carriers.lists import (
        MDOListItem as MDOListItem,
        SelectableMDOListItem as SelectableMDOListItem,
        TicketCategory as TicketCategory,
    )
    from so_carriers.carriers.passwords import ChangePasswordType as ChangePasswordType
    from so_carriers.carriers.person import Person as Person
    from so_carriers.carriers.presence import (
        EjUserStatus as EjUserStatus,
        UserPresenceStatus as UserPresenceStatus,
    )
    from so_carriers.carriers.requests.access import (
        DecryptAndSaveExternalTokensRequest as DecryptAndSaveExternalTokensRequest,
        ExchangeCodeAndSaveTokensRequest as ExchangeCodeAndSaveTokensRequest,
        GetAccessTokenRequest as GetAccessTokenRequest,
        GetExternalTokensRequest as GetExternalTokensRequest,
        GetOrRegisterAccessGatewayInfoRequest as GetOrRegisterAccessGatewayInfoRequest,
        RegisterWithAccessGatewayRequest as RegisterWithAccessGatewayRequest,
        SaveExternalTokensRequest as SaveExternalTokensRequest,
    )
    from so_carriers.carriers.requests.credentials import (
        DeleteCredentialRequest as DeleteCredentialRequest,
        FindCredentialsGroupsRequest as FindCredentialsGroupsRequest,
        FindCredentialUsersRequest as FindCredentialUsersRequest,
        GetCredentialTypesForUserTypeRequest as GetCredentialTypesForUserTypeRequest,
        GetCredentialUsersInGroupRequest as GetCredentialUsersInGroupRequest,
        SaveCredentialRequest as SaveCredentialRequest,
    )
    from so_carriers.carriers.requests.data_rights import (
        GetAllDataRightsRequest as GetAllDataRightsRequest,
        GetDataRightRequest as GetDataRightRequest,
        GetDataRightsRequest as GetDataRightsRequest,
        SetDataRightRequest as SetDataRightRequest,
    )
    from so_carriers.carriers.requests.external_users import (
        CreateExternalUserRequest as CreateExternalUserRequest,
        DeleteExternalUserRequest as DeleteExternalUserRequest,
        GenerateNewPasswordForExternalUserRequest as GenerateNewPasswordForExternalUserRequest,
        SetExternalUserInfoRequest as SetExternalUserInfoRequest,
    )
    from so_carriers.carriers.requests.licenses import (
        AddOwnerContactRequest as AddOwnerContactRequest,
        RemoveLicensesRequest as RemoveLicensesRequest,
        RemoveOwnerContactRequest as RemoveOwnerContactRequest,
    )
    from so_carriers.carriers.requests.passwords import (
        CanChangePasswordRequest as CanChangePasswordRequest,
        ChangeOwnPasswordRequest as ChangeOwnPasswordRequest,
        ChangePasswordFromNameRequest as ChangePasswordFromNameRequest,
        ChangePasswordRequest as ChangePasswordRequest,
        GetSupportedChangePasswordTypesRequest as GetSupportedChangePasswordTypesRequest,
        IsPasswordValidRequest as IsPasswordValidRequest,
        IsPasswordValidWithReasonRequest as IsPasswordValidWithReasonRequest,
        SendChangePasswordEMailRequest as SendChangePasswordEMailRequest,
        SetGeneratedPasswordFromNameRequest as SetGeneratedPasswordFromNameRequest,
        SetGeneratedPasswordRequest as SetGeneratedPasswordRequest,
        SetPasswordFromNameRequest as SetPasswordFromNameRequest,
        SetPasswordRequest as SetPasswordRequest,
    )
    from so_carriers.carriers.requests.presence import (
        GetUserPresenceStatusRequest as GetUserPresenceStatusRequest,
        SetUserPresenceStatusRequest as SetUserPresenceStatusRequest,
    )
    from so_carriers.carriers.requests.roles import (
        CreateDefaultRoleEntityFromTypeRequest as CreateDefaultRoleEntityFromTypeRequest,
        DeleteRoleRequest as DeleteRoleRequest,
        FindRolesWithFunctionalRightRequest as FindRolesWithFunctionalRightRequest,
        FindRolesWithFunctionalRightsRequest as FindRolesWithFunctionalRightsRequest,
        FindRolesWithoutFunctionalRightsRequest as FindRolesWithoutFunctionalRightsRequest,
        GetAllFunctionalRightsRequest as GetAllFunctionalRightsRequest,
        GetAllRolesRequest as GetAllRolesRequest,
        GetFunctionalRightsRequest as GetFunctionalRightsRequest,
        SetFunctionalRightsRequest as SetFunctionalRightsRequest,
    )
    from so_carriers.carriers.requests.untrusted_credentials import (
        GetUntrustedCredentialsForAssociateRequest as GetUntrustedCredentialsForAssociateRequest,
        GetUntrustedCredentialsRequest as GetUntrustedCredentialsRequest,
        RemoveUntrustedCredentialsForAssociateRequest as RemoveUntrustedCredentialsForAssociateRequest,
        RemoveUntrustedCredentialsRequest as RemoveUntrustedCredentialsRequest,
        SaveUntrustedCredentialsForAssociateRequest as SaveUntrustedCredentialsForAssociateRequest,
        SaveUntrustedCredentialsRequest as SaveUntrustedCredentialsRequest,
    )
    from so_carriers.carriers.requests.user_groups import (
        DeleteUserGroupRequest as DeleteUserGroupRequest,
        GetAllUserGroupsRequest as GetAllUserGroupsRequest,
        SaveUserGroupRequest as SaveUserGroupRequest,
    )
    from so_carriers.carriers.requests.user_names import (
        GetDefaultAssociateUserNameRequest as GetDefaultAssociateUserNameRequest,
        GetValidUserNameForNewUserRequest as GetValidUserNameForNewUserRequest,
        GetValidUserNameRequest as GetValidUserNameRequest,
        IsNickNameUniqueRequest as IsNickNameUniqueRequest,
        IsUserNameValidRequest as IsUserNameValidRequest,
        IsUserNameValidWithReasonRequest as IsUserNameValidWithReasonRequest,
    )
    from so_carriers.carriers.requests.users import (
        ChangeUserTypeRequest as ChangeUserTypeRequest,
        CreateDefaultUserFromUserTypeAndCredentialRequest as CreateDefaultUserFromUserTypeAndCredentialRequest,  # noqa: E501 -- a name of that length
        CreateDefaultUserFromUserTypeAndPersonIdRequest as CreateDefaultUserFromUserTypeAndPersonIdRequest,
        CreateDefaultUserFromUserTypeRequest as CreateDefaultUserFromUserTypeRequest,
        DeleteUserFromNameRequest as DeleteUserFromNameRequest,
        ExecuteUserCommandRequest as ExecuteUserCommandRequest,
        GetUserCommandsRequest as GetUserCommandsRequest,
        GetUserFromEjUserIdRequest as GetUserFromEjUserIdRequest,
        GetUserFromNameRequest as GetUserFromNameRequest,
        GetUserFromPersonIdRequest as GetUserFromPersonIdRequest,
        MakeRetiredRequest as MakeRetiredRequest,
        ResolveUserFromInfoRequest as ResolveUserFromInfoRequest,
        SaveUserFromNameRequest as SaveUserFromNameRequest,
        ValidateUserRequest as ValidateUserRequest,
    )
    from so_carriers.carriers.results import (
        OperationResult as OperationResult,
        UserValidationResult as UserValidationResult,
    )
    from so_carriers.carriers.roles import Role as Role, RoleEntity as RoleEntity, RoleType as RoleType
    from so_carriers.carriers.table_right import ETableRight as ETableRight, TableRight as TableRight
    from so_carriers.carriers.user import (
        ResolvedUser as ResolvedUser,
        User as User,
        UserWithLinks as UserWithLinks,
    )
    from so_carriers.carriers.user_groups import UserGroup as UserGroup
    from so_carriers.defaults import (
        default_negotiator as default_negotiator,
        default_registry as default_registry,
    )
    from so_carriers.engines.selection import engine as engine, engine_counts as engine_counts
    from so_carriers.errors import (
        DecodeError as DecodeError,
        EncodeError as EncodeError,
        EngineMissing as EngineMissing,
        InvalidDefinition as InvalidDefinition,
        InvalidPatch as InvalidPatch,
        InvalidValue as InvalidValue,
        LimitExceeded as LimitExceeded,
        LossyEncoding as LossyEncoding,
        NegotiationError as NegotiationError,
        NotAcceptable as NotAcceptable,
        PatchConflict as PatchConflict,
        PatchTestFailed as PatchTestFailed,
        SoCarriersError as SoCarriersError,
        UnsupportedMediaType as UnsupportedMediaType,
    )
    from so_carriers.localization.localization import Localization as Localization
    from so_carriers.media_types import Accept as Accept, MediaRange as MediaRange, MediaType as MediaType
    from so_carriers.messages import decode as decode, encode as encode
    from so_carriers.negotiation import Choice as Choice, Negotiator as Negotiator
    from so_carriers.patches.json_patch import JsonPatch as JsonPatch
    from so_carriers.patches.merge_patch import MergePatch as MergePatch
    from so_carriers.patches.operations import PatchOperation as PatchOperation
    from so_carriers.patches.pointer import JsonPointer as JsonPointer
    from so_carriers.registry import CodecRegistry as CodecRegistry
    from so_carriers.schema.carrier import carrier as carrier
    from so_carriers.schema.carrier_schema import CarrierSchema as CarrierSchema, schema_of as schema_of
    from so_carriers.schema.identity import identical as identical
    from so_carriers.schema.member import member as member
    from so_carriers.schema.presence import (
        is_absent as is_absent,
        set_absent as set_absent,
        unknown_members as unknown_members,
    )
    from so_carriers.select import Selection as Selection
    from so_carriers.settings import Dialect as Dialect, Limits as Limits
    from so_carriers.values.date_time import DateTime as DateTime
    from so_carriers.values.enums import WireEnum as WireEnum, WireFlag as WireFlag
    from so_carriers.values.integers import Int32 as Int32, int32 as int32
    from so_carriers.values.numbers import NumberToken as NumberToken

_MODULES = {
    "so_carriers.carriers.access": "AccessGatewayInfo ServiceAuth TokenManagementInfo",
    "so_carriers.carriers.associates": "Associate UserInfo UserType",
    "so_carriers.carriers.commands": "CommandAction CommandActionResult CommandResult CustomCommand",
    "so_carriers.carriers.credentials": (
        "Credential CredentialControlType CredentialType CredentialUser CredentialsGroup "
        "CredentialsGroupUsers UntrustedCredentials"
    ),
    "so_carriers.carriers.custom_fields": "CustomFields",
    "so_carriers.carriers.data_rights": (
        "DataRight DataRights EntityName RelationToOwner RoleRelationToOwner"
    ),
    "so_carriers.carriers.field_properties": "EFieldRight FieldProperties FieldProperty FieldRight",
    "so_carriers.carriers.licenses": "LicenseOwner LicenseType ModuleLicense ModuleLicenseLink",
    "so_carriers.carriers.lists": "MDOListItem SelectableMDOListItem TicketCategory",
    "so_carriers.carriers.passwords": "ChangePasswordType",
    "so_carriers.carriers.person": "Person",
    "so_carriers.carriers.presence": "EjUserStatus UserPresenceStatus",
    "so_carriers.carriers.requests.access": (
        "DecryptAndSaveExternalTokensRequest ExchangeCodeAndSaveTokensRequest GetAccessTokenRequest "
        "GetExternalTokensRequest GetOrRegisterAccessGatewayInfoRequest "
        "RegisterWithAccessGatewayRequest SaveExternalTokensRequest"
    ),
    "so_carriers.carriers.requests.credentials": (
        "DeleteCredentialRequest FindCredentialUsersRequest FindCredentialsGroupsRequest "
        "GetCredentialTypesForUserTypeRequest GetCredentialUsersInGroupRequest SaveCredentialRequest"
    ),
    "so_carriers.carriers.requests.data_rights": (
        "GetAllDataRightsRequest GetDataRightRequest GetDataRightsRequest SetDataRightRequest"
    ),
    "so_carriers.carriers.requests.external_users": (
        "CreateExternalUserRequest DeleteExternalUserRequest GenerateNewPasswordForExternalUserRequest "
        "SetExternalUserInfoRequest"
    ),
    "so_carriers.carriers.requests.licenses": (
        "AddOwnerContactRequest RemoveLicensesRequest RemoveOwnerContactRequest"
    ),
    "so_carriers.carriers.requests.passwords": (
        "CanChangePasswordRequest ChangeOwnPasswordRequest ChangePasswordFromNameRequest "
        "ChangePasswordRequest GetSupportedChangePasswordTypesRequest IsPasswordValidRequest "
        "IsPasswordValidWithReasonRequest SendChangePasswordEMailRequest "
        "SetGeneratedPasswordFromNameRequest SetGeneratedPasswordRequest SetPasswordFromNameRequest "
        "SetPasswordRequest"
    ),
    "so_carriers.carriers.requests.presence": "GetUserPresenceStatusRequest SetUserPresenceStatusRequest",
    "so_carriers.carriers.requests.roles": (
        "CreateDefaultRoleEntityFromTypeRequest DeleteRoleRequest FindRolesWithFunctionalRightRequest "
        "FindRolesWithFunctionalRightsRequest FindRolesWithoutFunctionalRightsRequest "
        "GetAllFunctionalRightsRequest GetAllRolesRequest GetFunctionalRightsRequest "
        "SetFunctionalRightsRequest"
    ),
    "so_carriers.carriers.requests.untrusted_credentials": (
        "GetUntrustedCredentialsForAssociateRequest GetUntrustedCredentialsRequest "
        "RemoveUntrustedCredentialsForAssociateRequest RemoveUntrustedCredentialsRequest "
        "SaveUntrustedCredentialsForAssociateRequest SaveUntrustedCredentialsRequest"
    ),
    "so_carriers.carriers.requests.user_groups": (
        "DeleteUserGroupRequest GetAllUserGroupsRequest SaveUserGroupRequest"
    ),
    "so_carriers.carriers.requests.user_names": (
        "GetDefaultAssociateUserNameRequest GetValidUserNameForNewUserRequest GetValidUserNameRequest "
        "IsNickNameUniqueRequest IsUserNameValidRequest IsUserNameValidWithReasonRequest"
    ),
    "so_carriers.carriers.requests.users": (
        "ChangeUserTypeRequest CreateDefaultUserFromUserTypeAndCredentialRequest "
        "CreateDefaultUserFromUserTypeAndPersonIdRequest CreateDefaultUserFromUserTypeRequest "
        "DeleteUserFromNameRequest ExecuteUserCommandRequest GetUserCommandsRequest "
        "GetUserFromEjUserIdRequest GetUserFromNameRequest GetUserFromPersonIdRequest "
        "MakeRetiredRequest ResolveUserFromInfoRequest SaveUserFromNameRequest ValidateUserRequest"
    ),
    "so_carriers.carriers.results": "OperationResult UserValidationResult",
    "so_carriers.carriers.roles": "Role RoleEntity RoleType",
    "so_carriers.carriers.table_right": "ETableRight TableRight",
    "so_carriers.carriers.user": "ResolvedUser User UserWithLinks",
    "so_carriers.carriers.user_groups": "UserGroup",
    "so_carriers.defaults": "default_negotiator default_registry",
    "so_carriers.engines.selection": "engine engine_counts",
    "so_carriers.errors": (
        "DecodeError EncodeError EngineMissing InvalidDefinition InvalidPatch InvalidValue LimitExceeded "
        "LossyEncoding NegotiationError NotAcceptable PatchConflict PatchTestFailed SoCarriersError "
        "UnsupportedMediaType"
    ),
    "so_carriers.localization.localization": "Localization",
    "so_carriers.media_types": "Accept MediaRange MediaType",
    "so_carriers.messages": "decode encode",
    "so_carriers.negotiation": "Choice Negotiator",
    "so_carriers.patches.json_patch": "JsonPatch",
    "so_carriers.patches.merge_patch": "MergePatch",
    "so_carriers.patches.operations": "PatchOperation",
    "so_carriers.patches.pointer": "JsonPointer",
    "so_carriers.registry": "CodecRegistry",
    "so_carriers.schema.carrier": "carrier",
    "so_carriers.schema.carrier_schema": "CarrierSchema schema_of",
    "so_carriers.schema.identity": "identical",
    "so_carriers.schema.member": "member",
    "so_carriers.schema.presence": "is_absent set_absent unknown_members",
    "so_carriers.select": "Selection",
    "so_carriers.settings": "Dialect Limits",
    "so_carriers.values.date_time": "DateTime",
    "so_carriers.values.enums": "WireEnum WireFlag",
    "so_carriers.values.integers": "Int32 int32",
    "so_carriers.values.numbers": "NumberToken",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = sorted(_MODULE_OF)  # noqa: PLE0605 -- the names are those of the table  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_MODULE_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULE_OF})
