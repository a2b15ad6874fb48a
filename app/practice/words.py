"""Everything the practice tenant says to people, in English and Korean."""

from app.practice.rehearsal_words import REHEARSAL

WORDS: dict[str, tuple[str, str]] = {
    "practice_tenant": ("Practice tenant", "연습용 테넌트"),
    "not_microsoft": (
        (
            "This is a practice tenant on this machine, not Microsoft. Everybody and everything in "
            "it is made up. It never asks for a password."
        ),
        (
            "이 컴퓨터에서 실행되는 연습용 테넌트이며 Microsoft가 아닙니다. 사람과 데이터는 모두 "
            "지어낸 것입니다. 암호를 묻지 않습니다."
        ),
    ),
    "language": ("Language", "언어"),
    "pick": ("Who do you want to be?", "누구로 로그인하시겠습니까?"),
    "pick_hint": (
        "Choose one of these made-up people to sign in to Customer portal setup.",
        "Customer portal setup에 로그인할 가상의 사용자를 선택하세요.",
    ),
    "sign_in_as": ("Sign in as %(name)s", "%(name)s(으)로 로그인"),
    "admin": (
        "Administrator: may do everything",
        "관리자: 모든 작업을 할 수 있습니다",
    ),
    "operator": (
        "Operator: may run looks and decide merges",
        "운영자: 확인을 실행하고 병합을 결정할 수 있습니다",
    ),
    "reader": ("Reader: may look, not change", "읽기 권한자: 볼 수만 있고 변경할 수 없습니다"),
    "no_role": (
        "Has no role: is turned away",
        "역할 없음: 접근이 거부됩니다",
    ),
    "stranger": (
        "Comes from another tenant: is turned away",
        "다른 테넌트의 사용자: 접근이 거부됩니다",
    ),
    "expected": ("You signed in as this person before", "이전에 이 사용자로 로그인했습니다"),
    "consent": (
        "Signing in also lets the application use:",
        "로그인하면 애플리케이션이 다음을 사용할 수 있습니다:",
    ),
    "cancel": ("Cancel", "취소"),
    "on_the_way": ("Almost there", "거의 다 되었습니다"),
    "on_the_way_hint": (
        "You are signed in. Continue to Customer portal setup.",
        "로그인했습니다. Customer portal setup으로 계속하세요.",
    ),
    "continue": ("Continue", "계속"),
    "device": ("Sign in to a program", "프로그램에 로그인"),
    "device_hint": (
        "Type in the code that the program shows. Only do this with a code you asked for yourself.",
        "프로그램에 표시된 코드를 입력하세요. 직접 요청한 코드만 입력해야 합니다.",
    ),
    "device_code": ("Code", "코드"),
    "device_unknown": (
        "There is no such code, or it is too old or used up. Let the program make a new one.",
        "없는 코드이거나, 만료되었거나, 이미 사용한 코드입니다. 프로그램에서 새 코드를 만드세요.",
    ),
    "device_who_hint": (
        "Choose one of these made-up people to sign in to the program that shows this code.",
        "이 코드를 표시한 프로그램에 로그인할 가상의 사용자를 선택하세요.",
    ),
    "device_done": ("The program is signed in", "프로그램에 로그인했습니다"),
    "device_declined": (
        "The program was not signed in",
        "프로그램에 로그인하지 않았습니다",
    ),
    "device_done_hint": ("You can close this tab.", "이 탭을 닫아도 됩니다."),
    "cannot_sign_in": ("You cannot sign in like this", "이 방법으로는 로그인할 수 없습니다"),
    "cannot_sign_in_hint": (
        "The request of the application was refused. Whoever runs it can correct its settings.",
        "애플리케이션의 요청이 거부되었습니다. 운영 담당자가 설정을 바로잡을 수 있습니다.",
    ),
    "signed_out": ("You signed out of the practice tenant", "연습용 테넌트에서 로그아웃했습니다"),
    "signed_out_hint": (
        "You can close this tab or go back and sign in again.",
        "이 탭을 닫거나, 돌아가서 다시 로그인할 수 있습니다.",
    ),
    "back": ("Back to Customer portal setup", "Customer portal setup으로 돌아가기"),
    "front": ("What this practice tenant is", "연습용 테넌트 안내"),
    "simulates": ("What it simulates", "시뮬레이션하는 것"),
    "simulates_entra": (
        "Microsoft Entra ID: sign-in with code and PKCE, refresh tokens, signed ID tokens.",
        "Microsoft Entra ID: 코드와 PKCE를 사용한 로그인, 새로 고침 토큰, 서명된 ID 토큰.",
    ),
    "simulates_environments": (
        "Power Platform: the list of environments, in the new and the older admin API.",
        "Power Platform: 새 관리 API와 이전 관리 API의 환경 목록.",
    ),
    "simulates_dataverse": (
        (
            "Dataverse Web API 9.2: reading tables, columns, solutions and rows with filters, "
            "paging and change tracking; writing the rows, links, notes and files of a site, alone "
            "or in batches. What is written is still there after a restart."
        ),
        (
            "Dataverse Web API 9.2: 테이블, 열, 솔루션, 행 읽기(필터, 페이징, 변경 내용 추적 "
            "포함)와 사이트의 행, 연결, 메모, 파일 쓰기(개별 또는 일괄). 쓴 내용은 다시 시작해도 "
            "유지됩니다."
        ),
    ),
    "simulates_portal": (
        (
            "What the portal does on its own: content pages of a new root page, refused partial "
            "addresses and file types, and what goes along with a deleted row."
        ),
        (
            "포털이 스스로 하는 동작: 새 루트 페이지의 콘텐츠 페이지 생성, 허용되지 않는 부분 "
            "URL과 파일 형식 거부, 행을 삭제할 때 함께 삭제되는 항목."
        ),
    ),
    "limits": ("What it does not do", "하지 않는 것"),
    "limit_501": (
        "Everything else answers 501 NotSimulated.",
        "그 밖의 모든 요청에는 501 NotSimulated로 응답합니다.",
    ),
    "limit_facts": (
        (
            "Unless an export was loaded, the Customer portal in it is made up from Microsoft's "
            "public list of features. The real template looks different."
        ),
        (
            "내보내기 파일을 불러오지 않았다면 여기에 있는 Customer portal은 Microsoft가 공개한 "
            "기능 목록을 바탕으로 지어낸 것입니다. 실제 템플릿과 모습이 다릅니다."
        ),
    ),
    "limit_strict": (
        "It is stricter and less patient than the real services: some calls are told to wait.",
        "실제 서비스보다 엄격합니다. 일부 호출에는 기다리라고 응답합니다.",
    ),
    "environments": ("Environments", "환경"),
    "env_site": (
        "a Customer portal that was customised after an older template",
        "이전 템플릿으로 만든 뒤 사용자 지정한 Customer portal",
    ),
    "env_template": (
        "a fresh Customer portal from the new template",
        "새 템플릿으로 만든 Customer portal",
    ),
    "env_empty": (
        "linked to finance and operations, but without dual-write packages and portal",
        "재무 및 운영에 연결되어 있지만 이중 쓰기 패키지와 포털이 없는 환경",
    ),
    "unfit": (
        "Of the export loaded here, this has no place or is odd:",
        "여기에 불러온 내보내기 파일에서 넣을 곳이 없거나 이상한 항목:",
    ),
    "limit_dataverse": (
        (
            "In Dataverse: no rows inside rows, no FetchXML, no SQL, no aggregation, no solution "
            "import, no new tables or columns, no bulk deletion, no enhanced data model, no "
            "refusals by role. Tables of other areas can be read only."
        ),
        (
            "Dataverse에서 지원하지 않는 것: 행 안의 행, FetchXML, SQL, 집계, 솔루션 가져오기, "
            "새 테이블이나 열 만들기, 대량 삭제, 고급 데이터 모델, 역할에 따른 거부. 사이트가 아닌 "
            "테이블은 읽기만 할 수 있습니다."
        ),
    ),
    "limit_assumed": (
        (
            "Where Microsoft documents nothing, the wording of errors, the directions of table "
            "maps and some cascades are assumptions."
        ),
        (
            "Microsoft 문서에 없는 오류 문구, 테이블 맵의 방향, 일부 연쇄 삭제 동작은 가정에 따른 "
            "것입니다."
        ),
    ),
    "exports": ("Exports to try a merge with", "병합을 연습할 내보내기 파일"),
    "export_base": ("the template the site was made from", "사이트를 만들 때 쓴 템플릿"),
    "export_site": ("the customised site", "사용자 지정한 사이트"),
    "export_template": ("the new template", "새 템플릿"),
    "no_exports": (
        "This start came without exports.",
        "이번 실행에는 내보내기 파일이 없습니다.",
    ),
    "controls": ("Make something go wrong", "문제 상황 만들기"),
    "controls_hint": (
        "Try how the setup copes. Each button acts at once.",
        "설정 도구가 어떻게 대처하는지 확인하세요. 단추를 누르면 바로 적용됩니다.",
    ),
    "expire": ("Expire all access tokens", "모든 액세스 토큰 만료"),
    "revoke": ("Revoke all sign-ins", "모든 로그인 취소"),
    "demand_on": (
        "Demand another sign-in for Dataverse (claims challenge)",
        "Dataverse에 다시 로그인하도록 요구(클레임 챌린지)",
    ),
    "demand_off": ("Stop demanding it", "다시 로그인 요구 중지"),
    "fail": ("Fail the next 5 calls with 503", "다음 5개 호출을 503으로 실패시키기"),
    "reset": (
        "Reset the next connection before anything is done",
        "다음 연결을 아무 작업 없이 끊기",
    ),
    "lose": ("Lose the next answer", "다음 응답 유실시키기"),
    "throttle_on": ("Throttle every second call", "호출의 절반에 429로 응답"),
    "throttle_off": ("Stop throttling", "429 응답 중지"),
    "forward_little": ("Move the clock 10 minutes on", "시계를 10분 앞으로"),
    "forward": ("Move the clock one hour on", "시계를 한 시간 앞으로"),
    "throttle_now": (
        "%(percent)s%% of the Dataverse calls are told to wait.",
        "Dataverse 호출의 %(percent)s%%에 기다리라고 응답합니다.",
    ),
    "rate_now": (
        "%(percent)s%% of all calls but the sign-in fail with %(status)s.",
        "로그인을 제외한 모든 호출의 %(percent)s%%가 %(status)s 상태로 실패합니다.",
    ),
    "set_latency": ("Seconds before each answer", "응답마다 지연할 시간(초)"),
    "set_throttle_share": (
        "Share of the Dataverse calls to throttle (0 to 1)",
        "429로 응답할 Dataverse 호출의 비율(0~1)",
    ),
    "rate_status": ("Fail with status", "실패 상태 코드"),
    "rate_share": ("this share of all calls (0 to 1)", "전체 호출 중 비율(0~1)"),
    "clock_now": ("The time here is %(time)s (UTC).", "이곳의 시각은 %(time)s(UTC)입니다."),
    **REHEARSAL,
}
